import { type JsonObject, textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import type { Progress } from './progress.js';
import type { Cmi5Session } from './session.js';

/** One rule: its section in cmi5, and what it holds against a statement (null: nothing). */
export interface Rule {
  readonly section: string;
  check(statement: JsonObject, session: Cmi5Session, progress: Progress): string | null;
}

/** Verbs that judge a learner; only they carry success and a score. */
export const judging: ReadonlySet<string> = new Set([verbs.passed.id, verbs.failed.id]);

export function verbOf(statement: JsonObject): string {
  return textAt(statement, 'verb', 'id') ?? '';
}

/** What `result.success` must be with a verb; undefined: it must be absent (cmi5 9.5.2). */
export function successOf(verb: string): boolean | undefined {
  if (verb === verbs.passed.id) return true;
  return verb === verbs.failed.id ? false : undefined;
}
