import type { LaunchUnit } from '../verify/package.js';
import type { Attempt, Attempts } from './attempts.js';
import type { Learner } from './learner.js';
import type { StoreAccess } from './store-access.js';
import type { LaunchWish } from './wish.js';

export interface AttemptChoice {
  readonly module: string;
  readonly target: string;
  readonly unit: LaunchUnit;
  /** True for the unit that attempts belong to which name none. */
  readonly isFirstUnit: boolean;
  /** True when an attempt is one at all units of the package. */
  readonly ofCourse: boolean;
  readonly learner: Learner;
  readonly wish: Pick<LaunchWish, 'afresh' | 'attempt'>;
  /** False when by the standard an attempt is over. */
  readonly continues: (attempt: Attempt) => boolean;
}

export interface ChoiceParts {
  readonly attempts: Attempts;
  readonly store: Pick<StoreAccess, 'closeAll'>;
  readonly now: () => number;
  readonly uuid: () => string;
}

/**
 * The attempt that a launch goes on with: the one asked for, else the last one of this learner at this unit where it
 * may be resumed, else a new one. What it comes to is on the disk before the course begins.
 */
export async function chooseAttempt(choice: AttemptChoice, parts: ChoiceParts): Promise<Attempt> {
  const { module, target, unit, learner, wish } = choice;
  const { attempts, store, now, uuid } = parts;
  const own = (await attempts.list(module, target)).filter(
    (one) =>
      one.learner === learner.account.name &&
      (choice.ofCourse || one.unit === unit.id || (one.unit === '' && choice.isFirstUnit)),
  );
  const asked = wish.attempt === null ? own[0] : own.find(({ registration }) => registration === wish.attempt);
  if (asked && !wish.afresh && choice.continues(asked)) {
    // What an earlier unit of it came to may be told until now, so only what this launch changes is written.
    const launched = { unit: unit.id, launchedAt: now(), sessions: asked.sessions + 1 };
    await attempts.change(asked, (kept) => ({ ...kept, ...launched }));
    return { ...asked, ...launched };
  }
  // A page from before a restart may still be open, and no launch of this process knows it.
  if (asked) await store.closeAll(asked.registration, 'The course was launched again, in an attempt of its own.');
  const at = now();
  const attempt: Attempt = {
    format: 2,
    ...{ learner: learner.account.name, module, target, unit: unit.id, registration: uuid() },
    ...{ startedAt: at, launchedAt: at, sessions: 1, cmi: {}, verdict: null, verdicts: {} },
  };
  await attempts.add(attempt);
  return attempt;
}
