/**
 * What a learner answered, before any standard's spelling of it.
 * Ids are one lower-case letter or digit (SCORM 1.2 RTE 3.4.7, CMIFeedback, allows no more),
 * so the same ids serve SCORM 1.2, SCORM 2004 and xAPI.
 * `correct` lists the accepted patterns; empty when the key stays private.
 */
export type Interaction =
  | { readonly type: 'choice'; readonly response: readonly string[]; readonly correct: readonly (readonly string[])[] }
  | {
      readonly type: 'sequencing';
      readonly response: readonly string[];
      readonly correct: readonly (readonly string[])[];
    }
  | {
      readonly type: 'matching';
      readonly response: readonly (readonly [source: string, target: string])[];
      readonly correct: readonly (readonly (readonly [source: string, target: string])[])[];
    }
  | { readonly type: 'true-false'; readonly response: boolean | null; readonly correct: readonly boolean[] }
  | { readonly type: 'fill-in'; readonly response: string; readonly correct: readonly string[] }
  | {
      readonly type: 'numeric';
      readonly response: number | null;
      readonly correct: readonly (number | NumberRange)[];
    }
  /** A place on a scale: no right answer. '' before one is chosen. */
  | { readonly type: 'likert'; readonly response: string; readonly correct: readonly [] }
  /** What was decided at each step, in the order in which the learner came there. */
  | {
      readonly type: 'performance';
      readonly response: readonly (readonly [step: string, decision: string])[];
      readonly correct: readonly (readonly (readonly [step: string, decision: string])[])[];
    };

/** Numbers from `from` to `to`, both included; null has no bound. */
export interface NumberRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** Where an answer stands among all answers of an attempt. */
export interface AnswerPlace {
  /** From 0: among the checks in the order of their first answers, or among the questions of the assessment. */
  readonly position: number;
  /** How many questions the assessment has. */
  readonly of: number;
  /** The try, from 1; null for a knowledge check. */
  readonly try: number | null;
  /** How many checks had been answered before each of the first tries, this one included. */
  readonly blocks: readonly number[];
}

/** One answer as it is reported: the interaction with its question, outcome and times. */
export interface AnswerRecord {
  readonly place: AnswerPlace;
  readonly questionId: string;
  /** The question in plain text, uncut. */
  readonly text: string;
  /** Id of the objective that the question measures. */
  readonly objective: string;
  /** Undefined for a type that keeps its answers private. */
  readonly interaction: Interaction | undefined;
  /** 0 to 1. */
  readonly score: number;
  /** 0: no answer to this question is right or wrong. */
  readonly weight: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly latencySeconds: number;
  /** A knowledge check never counts for the score. */
  readonly scored: boolean;
}
