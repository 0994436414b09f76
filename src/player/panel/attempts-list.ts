import type { Attempt } from '../../launch/attempts.js';
import { element } from '../element.js';

export type ListedAttempt = Omit<Attempt, 'cmi'>;

export interface AttemptsListParts {
  readonly list: HTMLElement;
  readonly resume: (attempt: ListedAttempt) => void;
  readonly reset: (attempt: ListedAttempt) => void;
}

export interface ShownAttempts {
  readonly attempts: readonly ListedAttempt[];
  /** Registration of the attempt that is open. */
  readonly present: string;
  /** Whose course status is told. */
  readonly learner: string;
}

/** The attempts of all learners at this package, the one launched last first, each to be resumed or reset. */
export function attemptsList({ list, resume, reset }: AttemptsListParts): (shown: ShownAttempts) => void {
  const learners = labels('learner');
  const units = labels('unit');
  return ({ attempts, present }) => {
    const focused = document.activeElement?.id ?? '';
    list.replaceChildren(
      ...attempts.map((attempt) => item(attempt, attempt.registration === present, { learners, units, resume, reset })),
    );
    if (focused !== '' && list.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused)?.focus();
  };
}

interface ItemParts extends Pick<AttemptsListParts, 'resume' | 'reset'> {
  readonly learners: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

function item(attempt: ListedAttempt, isPresent: boolean, parts: ItemParts): HTMLLIElement {
  const { learner, unit, registration, startedAt, sessions, verdict } = attempt;
  const who = parts.learners.get(learner) ?? learner;
  const what = parts.units.get(unit);
  const began = new Date(startedAt).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' });
  const came = [verdict?.status ?? 'nothing told yet', verdict?.score ?? '', verdict?.time ?? ''];
  const words = element(
    'span',
    {},
    element('strong', {}, came.filter((part) => part !== '').join(', ')),
    element(
      'span',
      { class: 'soft' },
      ` ${[who, ...(what === undefined ? [] : [what]), `began ${began}`].join(', ')}, launched ${times(sessions)}${isPresent ? ', open now' : ''}`,
    ),
  );
  const button = (verb: string, run: (attempt: ListedAttempt) => void) => {
    const made = element(
      'button',
      { type: 'button', class: 'btn quiet small', id: `${verb.toLowerCase()}-${registration}` },
      verb,
      element('span', { class: 'vh' }, ` the attempt of ${who} that began ${began}`),
    );
    made.addEventListener('click', () => run(attempt));
    return made;
  };
  return element(
    'li',
    {},
    words,
    element('span', { class: 'row' }, button('Resume', parts.resume), button('Reset', parts.reset)),
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** What a select says of each of its values; empty where the page has no such select. */
function labels(id: string): ReadonlyMap<string, string> {
  const field = document.getElementById(id);
  return new Map(field instanceof HTMLSelectElement ? [...field.options].map((one) => [one.value, one.text]) : []);
}
