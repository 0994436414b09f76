import type { z } from 'zod';
import type { ContentNode } from '../content.js';

/** A fault in a question, at a path inside the question as written (`['options', 2, 'text']`). */
export interface QuestionFault {
  readonly code: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** What a type's `compile` may ask of the compiler. */
export interface CompileContext {
  /** The question's id: with its texts, what fixed orders are made from. */
  readonly questionId: string;
  /** What the question's key is sealed with: its own in every module. */
  readonly salt: string;
  /** Inline Markdown (emphasis, links, code) as content; faults in it are reported by the caller. */
  inline(text: string, path: readonly (string | number)[]): readonly ContentNode[];
  /** An image of the module's media folder as its address in the package; what is wrong with it is reported by the caller. */
  image(file: string, path: readonly (string | number)[]): string;
}

/**
 * What a question type makes of one question.
 * `data` goes to the behaviour (ids and key); `view` goes to the template `templates/questions/<type>.hbs`
 * (texts as content trees); `parts` names ids for statements (xAPI interaction components).
 */
export interface CompiledBody {
  readonly data: unknown;
  /**
   * The part of `data` by which answers in this language are judged, of a type whose translations have their own: a
   * package of several languages carries those of the others as `others` of its data, by language.
   */
  readonly ofLanguage?: unknown;
  readonly view: Readonly<Record<string, unknown>>;
  /** The right answer as its behaviour encodes it; of a type that is not scored, one that is whole. */
  readonly solution: string;
  /** Other answers that are as right, encoded likewise: variants of a word. */
  readonly alsoRight?: readonly string[];
  readonly optionFeedback: readonly { readonly key: string; readonly content: readonly ContentNode[] }[];
  readonly components: QuestionComponents;
  readonly faults: readonly QuestionFault[];
}

/** xAPI 4.1.4.1 interaction component lists: ids with their plain text, for the activity definition. */
export interface QuestionComponents {
  readonly interactionType:
    | 'choice'
    | 'sequencing'
    | 'matching'
    | 'true-false'
    | 'fill-in'
    | 'numeric'
    | 'long-fill-in'
    | 'likert'
    | 'performance'
    | 'other';
  readonly choices?: readonly Component[];
  readonly source?: readonly Component[];
  readonly target?: readonly Component[];
  readonly scale?: readonly Component[];
  readonly steps?: readonly Component[];
}

export interface Component {
  readonly id: string;
  readonly text: string;
}

/**
 * The authored half of a question type; Node only.
 * `schema` is a zod object of the fields that this type adds to the common ones; its descriptions are the
 * author's manual. `compile` never throws: what is wrong comes back as `faults`.
 */
export interface QuestionDefinition<Schema extends z.ZodObject = z.ZodObject> {
  readonly type: string;
  /** One sentence for the manual. */
  readonly summary: string;
  /** A whole question as an author writes it, for the manual. */
  readonly example: string;
  readonly schema: Schema;
  /**
   * False for a type that has no right answer or that the learner scores: it never counts in an assessment, and its
   * author writes one feedback for all (`feedback: { any: ... }`).
   */
  readonly isScored: boolean;
  /** How the right answer lies in the package, in one or two sentences for the manual (`docs/answers.md`). */
  readonly key: string;
  compile(authored: z.infer<Schema>, context: CompileContext): CompiledBody;
}
