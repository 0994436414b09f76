import { fill, find, part, setIcon } from './dom.js';
import type { Stage } from './stage.js';

/** Says that something still comes, wherever the learner asked for it, and goes on with it once it is there. */
export interface Waiting {
  /** The learner waits for a place. */
  forPlace(): void;
  /** No longer: another place was chosen, or this one is shown. */
  noPlace(): void;
  /** The rest did not come in time. */
  late(): void;
  /** The rest is there: answers that were to be checked are. */
  over(): void;
}

/** @param notice where a place is waited for; a check says it in its own box, beside its button */
export function createWaiting(stage: Stage, notice: Element): Waiting {
  const { document, words } = stage;
  /** Where the learner reads it: live regions all. */
  const boxes = new Set<Element>();
  const forms = new Set<HTMLFormElement>();
  let isLate = false;

  const tell = (box: Element): void => {
    const made = part(document, 'notice');
    setIcon(made, isLate ? 'warn' : 'clock');
    fill(made, 'text', words.say(isLate ? 'notHereYet' : 'oneMoment'));
    box.replaceChildren(made);
    boxes.add(box);
  };
  const hold = (event: Event): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const box = find(event.target, '.feedback');
    box.classList.add('again');
    forms.add(event.target);
    tell(box);
  };
  document.addEventListener('submit', hold);

  return {
    forPlace: () => tell(notice),
    noPlace() {
      boxes.delete(notice);
      notice.replaceChildren();
    },
    late() {
      isLate = true;
      for (const box of boxes) tell(box);
    },
    over() {
      document.removeEventListener('submit', hold);
      for (const form of forms) form.requestSubmit();
    },
  };
}
