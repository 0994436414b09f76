import type { Interaction } from '../interaction.js';

/** Form fields by name, in document order: what a `FormData` holds, without the DOM. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/**
 * The pure half of a question type: runs at build time and in the learner's browser alike.
 * `Data` is what the compiler leaves in the page for one question (ids and key, no texts);
 * `Response` is one answer. No DOM, no Node, no zod.
 *
 * Facts that the contract test holds for every type: the right answer scores 1, the empty one 0;
 * `decode(encode(r))` equals `r`; `read(write(r))` equals `r`; `interaction(r)` is legal in
 * SCORM 1.2, SCORM 2004 and xAPI, or `undefined` for a type that declares itself private.
 */
export interface Behaviour<Data = unknown, Response = unknown> {
  readonly type: string;
  /** The answer that the form's fields hold. Field names are unique within a question's form. */
  read(data: Data, fields: Fields): Response;
  /** The fields that show this answer: the inverse of `read`, to restore a form. */
  write(data: Data, response: Response): Fields;
  /** True when there is something to score. */
  isAnswered(data: Data, response: Response): boolean;
  /** True when every part has an answer (all lines matched ...). */
  isComplete(data: Data, response: Response): boolean;
  /** 0 (nothing right) to 1 (all right). */
  score(data: Data, response: Response): number;
  /** Compact text of `[A-Za-z0-9._-]` and percent escapes only; '' for the empty answer. */
  encode(data: Data, response: Response): string;
  /** The answer of such a text; the empty answer when it does not fit the data (an older version). */
  decode(data: Data, text: string): Response;
  /** An encoded answer longer than which there is none: the build computes the suspended state's worst case from it. */
  longest(data: Data): string;
  /** The answer in no standard's spelling yet, or undefined when the type is private. */
  interaction(data: Data, response: Response): Interaction | undefined;
  /** Keys of the option feedback that this answer earns ('' is none); the page shows `data-feedback-for` of these. */
  feedbackKeys(data: Data, response: Response): readonly string[];
}
