import type { Scene } from '../../view.js';
import { all, find, sectionOf } from '../dom.js';
import { placeOf } from '../place.js';
import type { Stage } from '../stage.js';
import { createCountdown } from './countdown.js';
import { windowNote } from './window-note.js';

/**
 * The time limit of a try, where the assessment has one: a box above each question and above the last look before handing
 * in. It counts while one of these is shown. When the time is over the questions are shut, and what was answered stays,
 * to be handed in; more time opens them again. What is left outlives a reload of this window; the attempt knows nothing
 * of it.
 */
export function createTryLimit(stage: Stage): (scene: Scene) => void {
  const { document, course } = stage;
  const seconds = Number(find(document, '[data-place="/assessment"]').dataset.limit ?? 0);
  const note = windowNote(document, `cpm-limit:${course.module.iri}`);
  let under: { readonly number: number; readonly countdown: ReturnType<typeof createCountdown> } | null = null;

  const shut = (isShut: boolean): void => {
    for (const fields of all(document, '[data-place^="/question/"] fieldset')) fields.inert = isShut;
  };
  /** What is left of a try: all of it when it has only begun. */
  const leftOf = (number: number): number => {
    const [of, left] = note.read().split(' ').map(Number);
    return of === number && left !== undefined ? left : seconds;
  };
  const begin = (number: number): void => {
    under?.countdown.box.remove();
    under?.countdown.pause();
    shut(false);
    const countdown = createCountdown(stage, {
      left: leftOf(number),
      step: seconds,
      changed: (left) => note.write(`${number} ${left}`),
      over: () => shut(true),
      goOn: () => shut(false),
      off() {
        note.write(`${number} off`);
        find(document, 'section:not([hidden]) h1').focus();
      },
    });
    under = { number, countdown };
  };

  return ({ state }) => {
    if (seconds === 0) return;
    const number = state.tries.length + 1;
    const asked = state.current !== null && (state.where.screen === 'question' || state.where.screen === 'hand-in');
    const section = asked ? sectionOf(document, placeOf(state.where)) : undefined;
    if (!section || note.read() === `${number} off`) {
      under?.countdown.pause();
      return;
    }
    if (under?.number !== number) begin(number);
    if (under && !section.contains(under.countdown.box)) section.firstElementChild?.after(under.countdown.box);
    under?.countdown.run();
  };
}
