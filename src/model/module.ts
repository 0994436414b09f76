import type { ContentNode } from '../content.js';
import type { DrawGroup } from '../draw.js';
import type { QuestionComponents } from '../questions/definition.js';

/** The compiled meaning of a module: references resolved, defaults filled in, ids stable. Plain data. */
export interface Module {
  readonly id: string;
  /** `<iriBase>modules/<id>`: the activity id in every format and every version. */
  readonly iri: string;
  readonly iriBase: string;
  readonly title: string;
  /** Semantic version. */
  readonly version: string;
  /** BCP 47. */
  readonly language: string;
  /** The language of what is not translated: official names, titles of sources. */
  readonly original: string;
  /** The same module in the other languages in which it is published: the same ids, rules and keys. */
  readonly translations: readonly Module[];
  readonly summary: string;
  /** Whole minutes a learner needs, as declared and checked. */
  readonly minutes: number;
  readonly audience: readonly string[];
  readonly publisher: string;
  readonly objectives: readonly Objective[];
  readonly lessons: readonly Lesson[];
  /** Questions placed in lessons; never scored. */
  readonly checks: readonly Question[];
  readonly assessment: Assessment | null;
  readonly completion: CompletionRule;
  readonly contributors: readonly string[];
  readonly sources: readonly Source[];
  readonly media: readonly Media[];
}

/** When a module counts as completed: all pages seen, the assessment passed (or handed in, where nothing is passed), or both. */
export type CompletionRule = 'pages' | 'pass' | 'pages-and-pass';

export type Difficulty = 'easy' | 'medium' | 'hard';

export interface Objective {
  readonly id: string;
  readonly iri: string;
  readonly text: string;
}

export interface Lesson {
  /** File name without its number and ending: `02-clear-words.md` is `clear-words`. */
  readonly id: string;
  readonly iri: string;
  readonly title: string;
  readonly pages: readonly Page[];
}

export interface Page {
  /** Unique in the module. */
  readonly id: string;
  readonly iri: string;
  readonly title: string;
  readonly content: readonly ContentNode[];
  /** Whole words of text, for minutes. */
  readonly words: number;
  /** Ids of the checks on this page, in order. */
  readonly checks: readonly string[];
}

export interface Assessment extends AssessmentRules {
  readonly iri: string;
  readonly title: string;
  readonly questions: readonly Question[];
}

/** What an assessment asks and what a try counts for. Of the learner's first page this is a part: what is not declared is absent. */
export interface AssessmentRules {
  /** Absent for a test. Neither of these is passed or failed; handing it in is enough. */
  readonly kind?: 'evaluation' | 'survey';
  /** 0 to 1; null where nothing is passed. */
  readonly passingScore: number | null;
  /** Share that each objective needs as well, 0 to 1. */
  readonly mastery?: number;
  /** Seconds for a try, which every learner may extend; null for no limit. */
  readonly timeLimit?: number | null;
  /** How many tries a learner has; null for no limit. */
  readonly tries: number | null;
  /** Seconds from one try to the next. */
  readonly coolingOff?: number;
  /** Absent where the best of several tries counts. */
  readonly counts?: 'last';
  /** What a round asks; absent for all questions. */
  readonly draw?: readonly DrawGroup[];
  readonly shuffle?: 'questions' | 'options' | 'both';
  /** Asks a round before the first lesson; with `test-out` a pass completes the module. */
  readonly preTest?: 'measure' | 'test-out';
  /** Present where the learner may begin with the lessons instead. */
  readonly preTestOptional?: true;
  /** Absent where answers can be looked at after passing. */
  readonly review?: 'never';
}

export interface Question {
  readonly id: string;
  readonly iri: string;
  readonly type: string;
  readonly title: string;
  readonly text: readonly ContentNode[];
  readonly objective: string;
  /** `<edition>/<id>` of the practice-model item that the question measures. */
  readonly item: string | null;
  /** For a draw; absent where the author does not say. */
  readonly difficulty?: Difficulty;
  /** Id of the page that teaches the answer. */
  readonly review: string | null;
  /** 0 for a type without a right answer: it never counts. */
  readonly weight: number;
  readonly hints: readonly (readonly ContentNode[])[];
  /** Seconds; null for no limit. */
  readonly timeLimit: number | null;
  readonly feedback: Feedback;
  readonly optionFeedback: readonly { readonly key: string; readonly content: readonly ContentNode[] }[];
  /** For the type's behaviour. */
  readonly data: unknown;
  /** The part of it that a translation has of its own; absent where it is the same in all languages. */
  readonly ofLanguage?: unknown;
  /** The right answer as the behaviour encodes it; for tests and for who prints answers, never in a package. */
  readonly solution: string;
  /** Other answers that are as right; for who prints answers. */
  readonly alsoRight?: readonly string[];
  /** For the type's template. */
  readonly view: Readonly<Record<string, unknown>>;
  readonly components: QuestionComponents;
}

/** What the learner reads after answering. */
export interface Feedback {
  readonly right: readonly ContentNode[];
  readonly wrong: readonly ContentNode[];
  /** In the place of `wrong` when some of it is right; null for `wrong`. */
  readonly partly: readonly ContentNode[] | null;
  /** In the place of both from the second answer that is not right: one a time, the last stays. */
  readonly again: readonly (readonly ContentNode[])[];
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly url: string | null;
  readonly date: string | null;
}

/** A file beside the text that a page shows. */
export interface Media {
  /** Absolute path of the file to read. */
  readonly source: string;
  /** Path in the package: ASCII, no blanks (`media/steps.svg`). */
  readonly path: string;
  /** Of a picture, so that the page keeps its place until it is there; null for all else. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** How much there is to load. */
  readonly bytes: number;
}
