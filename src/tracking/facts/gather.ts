import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import { type ProfileTerms, verbs } from '../../xapi/vocabulary.js';
import { type AttemptState, type GrowingState, growingState, takeIn } from './attempt-state.js';
import { type Answer, type Said, said } from './said.js';

/** What some statements say, by attempt. */
export interface Gathered {
  /** By `attemptKey`. */
  readonly attempts: ReadonlyMap<string, GatheredAttempt>;
  /** Ids of statements that are voided by these. */
  readonly voided: readonly string[];
}

export interface GatheredAttempt extends Pick<Said, 'learner' | 'module' | 'registration'> {
  /** Null when they say nothing of it. */
  readonly state: AttemptState | null;
  readonly answers: readonly Answer[];
  /** True when these are all there is: what was known before no longer counts. */
  readonly whole: boolean;
}

/** What one statement is to facts: a word on an attempt, or the end of another statement. */
export type Saying = { readonly said: Said } | { readonly voids: string };

/** Null for a statement that is nothing to them. */
export function sayingOf(statement: JsonObject, terms: ProfileTerms): Saying | null {
  if (textAt(statement, 'verb', 'id') === verbs.voided.id) {
    const id = textAt(statement, 'object', 'id');
    return id === undefined ? null : { voids: id.toLowerCase() };
  }
  const one = said(statement, terms);
  return one ? { said: one } : null;
}

/** Sorts what is said by the attempts that it is about. */
export interface Gatherer {
  add(saying: Saying | null): void;
  readonly all: Gathered;
}

export function gatherer(): Gatherer {
  const attempts = new Map<string, Growing>();
  const voided: string[] = [];
  return {
    all: { attempts, voided },
    add(saying) {
      if (saying === null) return;
      if ('voids' in saying) voided.push(saying.voids);
      else add(attempts, saying.said);
    },
  };
}

/** What statements say, by attempt. */
export function gathered(statements: Iterable<JsonObject>, terms: ProfileTerms): Gathered {
  const { add, all } = gatherer();
  for (const statement of statements) add(sayingOf(statement, terms));
  return all;
}

interface Growing extends GatheredAttempt {
  readonly state: GrowingState;
  readonly answers: Answer[];
}

function add(attempts: Map<string, Growing>, { learner, module, registration, moment, answer }: Said): void {
  const key = attemptKey({ learner, module, registration });
  let known = attempts.get(key);
  if (!known) {
    known = { learner, module, registration, state: growingState(), answers: [], whole: false };
    attempts.set(key, known);
  }
  takeIn(known.state, moment);
  if (answer) known.answers.push(answer);
}

/** One text for one attempt: with the lengths of what could hold anything, so that no two are alike. */
export function attemptKey({
  learner,
  module,
  registration,
}: Pick<Said, 'learner' | 'module' | 'registration'>): string {
  return `${module.length} ${registration.length} ${module}${registration}${learner.identity}`;
}

/** A statement as it is stored. */
export function parsedStatement(json: string): JsonObject {
  const value: unknown = JSON.parse(json);
  return isObject(value) ? value : {};
}
