import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import { type ProfileTerms, verbs } from '../../xapi/vocabulary.js';
import type { AttemptState } from './attempt-state.js';
import { type Answer, type Said, said } from './said.js';

/** What some statements say, by attempt. */
export interface Gathered {
  /** By `attemptKey`. */
  readonly attempts: ReadonlyMap<string, GatheredAttempt>;
  /** Ids of statements that are voided by these. */
  readonly voided: readonly string[];
}

export interface GatheredAttempt extends Pick<Said, 'learner' | 'module' | 'registration'> {
  readonly states: readonly AttemptState[];
  readonly answers: readonly Answer[];
  /** True when these are all there is: what was known before no longer counts. */
  readonly whole: boolean;
}

/** Sorts statements by the attempts that they speak of; each is let go of once it is read. */
export interface Gatherer {
  add(statement: JsonObject): void;
  readonly all: Gathered;
}

export function gatherer(terms: ProfileTerms): Gatherer {
  const attempts = new Map<string, Growing>();
  const voided: string[] = [];
  return {
    all: { attempts, voided },
    add(statement) {
      if (textAt(statement, 'verb', 'id') === verbs.voided.id) {
        const id = textAt(statement, 'object', 'id');
        if (id !== undefined) voided.push(id.toLowerCase());
        return;
      }
      const one = said(statement, terms);
      if (one) add(attempts, one);
    },
  };
}

/** What statements say, by attempt. */
export function gathered(statements: Iterable<JsonObject>, terms: ProfileTerms): Gathered {
  const { add, all } = gatherer(terms);
  for (const statement of statements) add(statement);
  return all;
}

interface Growing extends GatheredAttempt {
  readonly states: AttemptState[];
  readonly answers: Answer[];
}

function add(attempts: Map<string, Growing>, one: Said): void {
  const key = attemptKey(one);
  const known = attempts.get(key);
  if (known) {
    known.states.push(one.state);
    if (one.answer) known.answers.push(one.answer);
    return;
  }
  const { learner, module, registration, state, answer } = one;
  attempts.set(key, { learner, module, registration, states: [state], answers: answer ? [answer] : [], whole: false });
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
