import { type JsonObject, textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import type { Progress } from './progress.js';
import type { Cmi5Session } from './session.js';

/** What an AU is held to: what each says stands in the rules that carry it. */
const ruleIds = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12', 'A13', 'A14'] as const;
export type RuleId = (typeof ruleIds)[number];

export function isRuleId(text: string): text is RuleId {
  return ruleIds.some((id) => id === text);
}

/** How a rule is named in an answer. */
export interface RuleName {
  readonly id: RuleId;
  /** Id of the requirement in the list `@cmi5/requirements`; it begins with cmi5's section (`9.3.0.0-4`). */
  readonly requirement: string;
}

/** One rule for statements, and what it holds against one (null: nothing). */
export interface Rule extends RuleName {
  check(statement: JsonObject, session: Cmi5Session, progress: Progress): string | null;
}

/** Verbs that judge a learner; only they carry success and a score. */
export const judging: ReadonlySet<string> = new Set([verbs.passed.id, verbs.failed.id]);

/** Verbs by which an AU may be satisfied, or not. */
export const deciding: ReadonlySet<string> = new Set([verbs.completed.id, ...judging]);

export function verbOf(statement: JsonObject): string {
  return textAt(statement, 'verb', 'id') ?? '';
}

/** The verb as cmi5 writes it: `Completed`. */
export function wordOf(statement: JsonObject): string {
  const word = verbOf(statement).split('/').at(-1) ?? '';
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Milliseconds since the epoch; NaN when there is no timestamp that can be read. */
export function timeOf(statement: JsonObject): number {
  return Date.parse(textAt(statement, 'timestamp') ?? '');
}

/** What `result.success` must be with a verb; undefined: it must be absent (cmi5 9.5.2). */
export function successOf(verb: string): boolean | undefined {
  if (verb === verbs.passed.id) return true;
  return verb === verbs.failed.id ? false : undefined;
}
