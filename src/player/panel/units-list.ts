import type { ListedAttempt, ShownAttempts } from './attempts-list.js';

export interface UnitsListParts {
  /** An item a unit, as the server wrote them: each with a `.state` and a button. */
  readonly list: HTMLElement;
  /** Where the course's status stands. */
  readonly rollup: HTMLElement;
  /** True when one attempt goes on at all units (cmi5); else each unit has attempts of its own (SCORM). */
  readonly attemptsOfCourse: boolean;
  readonly launch: (unit: string) => void;
}

/** What each unit of a course has come to for a learner, and the course with them; each can be launched. */
export function unitsList(parts: UnitsListParts): (shown: ShownAttempts) => void {
  const items = [...parts.list.querySelectorAll<HTMLElement>('[data-unit]')];
  const unitOf = (item: HTMLElement) => item.dataset.unit ?? '';
  for (const item of items) item.querySelector('button')?.addEventListener('click', () => parts.launch(unitOf(item)));
  return ({ attempts, present, learner }) => {
    const own = attempts.filter((one) => one.learner === learner);
    const found = items.map((item) => ({ item, ...standingOf(unitOf(item), own, parts.attemptsOfCourse) }));
    for (const { item, attempt, verdict } of found) {
      const isOpen = attempt?.registration === present && attempt.unit === unitOf(item);
      const words = [verdict?.status ?? 'not started', verdict?.score ?? '', verdict?.time ?? ''];
      say(item, [...words, isOpen ? 'open now' : ''].filter((part) => part !== '').join(', '));
      item.dataset.state = verdict?.isDone ? 'done' : isOpen ? 'now' : 'todo';
      if (isOpen) item.setAttribute('aria-current', 'true');
      else item.removeAttribute('aria-current');
    }
    // An elective is not waited for, as the manifests say too.
    const counted = found.filter(({ item }) => item.dataset.elective === undefined);
    const verdicts = counted.map(({ verdict }) => verdict);
    parts.rollup.textContent = courseStatus(verdicts, counted.length < found.length ? 'required units' : 'units');
  };
}

type Verdict = ListedAttempt['verdict'];

/** By the attempt launched last: of the course where one goes on at all units, else of the unit. */
function standingOf(
  unit: string,
  own: readonly ListedAttempt[],
  attemptsOfCourse: boolean,
): { readonly attempt: ListedAttempt | undefined; readonly verdict: Verdict } {
  const attempt = attemptsOfCourse ? own[0] : own.find((one) => one.unit === unit);
  if (!attempt) return { attempt, verdict: null };
  // An attempt from before verdicts were kept by unit has the one of the unit that was launched last.
  const verdict = attempt.verdicts[unit] ?? (attempt.unit === unit ? attempt.verdict : null);
  return { attempt, verdict };
}

function say(item: HTMLElement, words: string): void {
  const state = item.querySelector('.state');
  if (state && state.textContent !== words) state.textContent = words;
}

/** What an LMS would show for the course: done once each of the units that count is (a plain roll-up). */
function courseStatus(verdicts: readonly Verdict[], what: string): string {
  const done = verdicts.filter((verdict) => verdict?.isDone).length;
  const failed = verdicts.some((verdict) => verdict?.status.includes('failed'));
  const whole = failed ? 'completed, not passed' : 'completed';
  const word = done === verdicts.length ? whole : done === 0 ? 'not completed' : 'incomplete';
  return `Course: ${word}, ${done} of ${verdicts.length} ${what} done.`;
}
