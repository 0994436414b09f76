import type { LaunchWish } from '../../launch/wish.js';

/** The choices for the next launch, as they stand in the form. What a protocol has no use for is not in the form. */
export interface LaunchForm {
  wish(): Partial<LaunchWish>;
  /** The learner chosen, by account name. */
  learner(): string;
  /** What is launched next, in words; '' for a package of one unit. */
  unitTitle(): string;
  /** A new attempt is begun once, then resumed like any other. */
  launched(): void;
  /** Fills in whose attempt is to be resumed. */
  choose(learner: string, unit: string): void;
}

export function launchForm(): LaunchForm {
  // Enter in a field must not load the page anew.
  document.getElementById('choices')?.addEventListener('submit', (event) => event.preventDefault());
  return {
    wish: () => ({
      learner: chosen('learner'),
      unit: chosen('unit'),
      mode: oneOf(['normal', 'browse', 'review'], chosen('mode')) ?? 'normal',
      masteryScore: masteryOf(chosen('mastery')),
      credit: oneOf(['credit', 'no-credit'], chosen('credit')),
      entry: chosen('entry') === 'none' ? '' : oneOf(['ab-initio', 'resume'], chosen('entry')),
      launchData: chosen('launch-data'),
      afresh: checked('afresh', false),
      ownWindow: checked('own-window', false),
      door: checked('door', true),
      strict: checked('strict', true),
    }),
    learner: () => chosen('learner') ?? '',
    unitTitle() {
      const field = document.getElementById('unit');
      return field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.text ?? '') : '';
    },
    launched() {
      const afresh = document.getElementById('afresh');
      if (afresh instanceof HTMLInputElement) afresh.checked = false;
    },
    choose(learner, unit) {
      for (const [id, value] of [
        ['learner', learner],
        ['unit', unit],
      ] as const) {
        const field = document.getElementById(id);
        if (field instanceof HTMLSelectElement && [...field.options].some((one) => one.value === value))
          field.value = value;
      }
    },
  };
}

/** The value of a field; null when it is empty or not there. */
function chosen(id: string): string | null {
  const field = document.getElementById(id);
  const isField = field instanceof HTMLSelectElement || field instanceof HTMLInputElement;
  return isField && field.value !== '' ? field.value : null;
}

function checked(id: string, otherwise: boolean): boolean {
  const field = document.getElementById(id);
  return field instanceof HTMLInputElement ? field.checked : otherwise;
}

function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | null {
  return words.find((word) => word === text) ?? null;
}

function masteryOf(text: string | null): LaunchWish['masteryScore'] {
  return text === null || text === 'none' ? text : Number(text);
}
