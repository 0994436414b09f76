import type { ContentNode } from '../../content.js';
import type { ImportNote } from '../note.js';

/** A text of the source, as a tree of HTML. */
export type RichText = readonly ContentNode[];

/** A question as any source has it: the form between the readers (one a format) and the writers (one a kind). */
export interface ReadQuestion {
  /** Where it stands, as its author finds it: `bank.gift:12`. */
  readonly place: string;
  /** Its name or its id in the source; '' when it has none. */
  readonly name: string;
  readonly text: RichText;
  readonly body: ReadBody;
  /** Shown when the answer is right, wrong, or either. */
  readonly feedback: { readonly right?: RichText; readonly wrong?: RichText; readonly any?: RichText };
  /** Points; 1 when the source says nothing. */
  readonly weight: number;
  /** Fields of ours that the source names already (CSV only). */
  readonly fields?: { readonly objective?: string; readonly item?: string; readonly review?: string };
  /** What the reader saw and the form has no place for, in words: `a hint`. */
  readonly lost: readonly string[];
}

/** What is asked. Shares are -1 to 1, 1 being a right answer by itself. */
export type ReadBody =
  | { readonly kind: 'one-of'; readonly options: readonly ReadOption[] }
  | { readonly kind: 'some-of'; readonly options: readonly ReadOption[]; readonly scoring: ChoiceScoring }
  | { readonly kind: 'true-false'; readonly answer: boolean; readonly ifTrue?: RichText; readonly ifFalse?: RichText }
  | { readonly kind: 'word'; readonly answers: readonly ReadAnswer[]; readonly caseSensitive: boolean }
  | { readonly kind: 'number'; readonly answers: readonly ReadNumber[]; readonly unit?: string }
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly { readonly source: RichText; readonly target: RichText }[];
      /** Targets to which nothing belongs. */
      readonly unused: readonly RichText[];
    }
  | { readonly kind: 'order'; readonly steps: readonly RichText[] }
  | { readonly kind: 'essay'; readonly model?: RichText }
  | { readonly kind: 'unsupported'; readonly what: string; readonly hint: string };

/** How several right answers earn points in the source. */
export type ChoiceScoring = 'sum-of-shares' | 'all-or-nothing' | 'unsaid';

export interface ReadOption {
  readonly text: RichText;
  readonly share: number;
  readonly feedback?: RichText;
}

export interface ReadAnswer {
  readonly text: string;
  readonly share: number;
  readonly feedback?: RichText;
}

export interface ReadNumber {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  readonly feedback?: RichText;
}

/** All that a source holds. */
export interface ReadSource {
  /** As people call it: `Moodle XML`. */
  readonly format: string;
  readonly questions: readonly ReadQuestion[];
  /** What stands outside of the questions that were read, and pieces that are no question. */
  readonly notes: readonly ImportNote[];
}
