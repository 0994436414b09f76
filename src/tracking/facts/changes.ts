import { type AttemptState, joined } from './attempt-state.js';
import { attemptColumns, type PageVisit, pageVisits } from './derived.js';
import type { GatheredAttempt } from './gather.js';
import type { Known, KnownAttempt } from './known-attempts.js';
import type { Answer } from './said.js';
import { stateText } from './state-text.js';

/** What of an attempt has to be written. */
export interface Change {
  readonly key: string;
  readonly attempt: GatheredAttempt;
  /** Null for a new one. */
  readonly id: number | null;
  /** Null where nothing is left of it. */
  readonly state: AttemptState | null;
  readonly text: string;
  readonly visits: readonly PageVisit[];
  readonly answers: readonly Answer[];
}

/** The changes that some statements make to what is known. Pure. */
export function changes(attempts: ReadonlyMap<string, GatheredAttempt>, known: Known): Change[] {
  return [...attempts].flatMap(([key, attempt]) => changeOf(key, attempt, known.attempts.get(key)) ?? []);
}

function changeOf(key: string, attempt: GatheredAttempt, before: KnownAttempt | undefined): Change | undefined {
  const { whole } = attempt;
  const id = before?.id ?? null;
  const answers = [...new Map(attempt.answers.map((one) => [one.statement, one])).values()];
  if (attempt.state === null) return before && { key, attempt, id, state: null, text: '', visits: [], answers };
  const state = whole || !before ? attempt.state : joined([before.state, attempt.state]);
  const text = stateText(state);
  if (!whole && text === before?.text && answers.length === 0) return undefined;
  return { key, attempt, id, state, text, visits: whole ? pageVisits(state) : newVisits(state, before), answers };
}

function newVisits(state: AttemptState, before: KnownAttempt | undefined): PageVisit[] {
  const now = pageVisits(state);
  if (!before) return now;
  const then = new Map(pageVisits(before.state).map((one) => [one.page, one]));
  return now.filter((one) => {
    const same = then.get(one.page);
    return !same || same.seconds !== one.seconds || same.first_at !== one.first_at || same.version !== one.version;
  });
}

/** The columns of `attempts` behind its key, in their order. */
export function attemptRow(id: number, learnerId: number, attempt: GatheredAttempt, state: AttemptState, text: string) {
  const { target, begun, version, first_at, last_at, ...rest } = attemptColumns(state);
  const { completed_at, passed_at, failed_at, progress, score, pre_test, tries, seconds } = rest;
  return [
    ...[id, learnerId, attempt.module, attempt.registration, target, begun, version, first_at, last_at, completed_at],
    ...[passed_at, failed_at, progress, score, pre_test, tries, seconds, text],
  ];
}
