import { fill, find, slot } from '../dom.js';
import type { Stage } from '../stage.js';
import { createCountdown } from './countdown.js';

/**
 * The time limit of one question: it is asked for before anything is shown, and can be turned off then and at any time.
 * What was answered stays.
 * @param seconds of the limit, and of each extension
 */
export function limitTime(stage: Stage, form: HTMLFormElement, seconds: number): void {
  const fields = find(form, 'fieldset');
  // Not disabled: disabled fields would be no part of the answer any more.
  const shut = (isShut: boolean): void => {
    fields.inert = isShut;
  };
  const show = (): void => {
    fields.hidden = false;
    start.hidden = true;
    more.hidden = false;
  };
  const countdown = createCountdown(stage, {
    left: seconds,
    step: seconds,
    over: () => shut(true),
    goOn: () => shut(false),
    off() {
      show();
      fields.focus();
    },
  });
  const { box } = countdown;
  const start = slot(box, 'start');
  const more = slot(box, 'more');
  fields.hidden = true;
  fields.tabIndex = -1;
  start.hidden = false;
  more.hidden = true;
  fill(box, 'text', stage.words.say('limitAhead', { n: seconds }));
  start.addEventListener('click', () => {
    show();
    countdown.run();
    more.focus();
  });
  form.prepend(box);
}
