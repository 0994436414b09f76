import { fill, find, part, slot } from '../dom.js';
import type { Stage } from '../stage.js';

/** The learner hears of the end when this much is left, in seconds: WCAG 2.2.1 asks for 20 at least. */
const warning = 20;

/**
 * A time limit that nobody has to keep (WCAG 2.2.1): it is asked for before anything is shown, can be turned off then
 * and at any time, and given more time as often as the learner wants, also when it is over. What was answered stays.
 * @param seconds of the limit, and of each extension
 */
export function limitTime({ document, words, announce }: Stage, form: HTMLFormElement, seconds: number): void {
  const window = document.defaultView;
  if (!window) return;
  const fields = find(form, 'fieldset');
  const made = part(document, 'limit');
  const box = find(made, '.limit');
  const start = slot(made, 'start');
  const more = slot(made, 'more');
  const off = slot(made, 'off');
  let left = seconds;
  let timer = 0;

  const draw = (text: string): void => fill(box, 'text', text);
  const tick = (): void => {
    left -= 1;
    draw(words.say('secondsLeft', { n: left }));
    if (left === warning && seconds > warning) announce(words.say('timeSoonOver', { n: left }));
    if (left > 0) return;
    window.clearInterval(timer);
    timer = 0;
    // Not disabled: disabled fields would be no part of the answer any more.
    fields.inert = true;
    draw(words.say('timeOver'));
    announce(words.say('timeOver'));
  };
  const run = (): void => {
    fields.hidden = false;
    fields.inert = false;
    start.hidden = true;
    more.hidden = false;
    draw(words.say('secondsLeft', { n: left }));
    if (timer === 0) timer = window.setInterval(tick, 1000);
  };

  fields.hidden = true;
  more.hidden = true;
  draw(words.say('limitAhead', { n: seconds }));
  start.addEventListener('click', () => {
    run();
    more.focus();
  });
  more.addEventListener('click', () => {
    left += seconds;
    run();
  });
  off.addEventListener('click', () => {
    window.clearInterval(timer);
    fields.hidden = false;
    fields.inert = false;
    box.remove();
    find<HTMLElement>(form, 'fieldset').focus();
    announce(words.say('limitIsOff'));
  });
  fields.tabIndex = -1;
  form.prepend(box);
}
