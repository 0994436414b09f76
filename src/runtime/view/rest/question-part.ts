import type { QuestionData } from '../../../model/course-data.js';
import type { Behaviour, Fields } from '../../../questions/behaviour.js';
import type { Stage } from '../stage.js';

/** What the second file holds of one question type: a package carries the parts of its own types, and no others. */
export interface QuestionPart {
  readonly behaviour: Behaviour;
  /** Of `forms/<type>.ts`; absent for types whose plain fields do all. */
  readonly dress?: DressForm;
}

/** Gives a type's form what HTML has no field for. Called once a form, before anything is shown in it. */
export type DressForm = (stage: Stage, form: HTMLFormElement, question: QuestionData) => Dress;

export interface Dress {
  /** Something in the form has changed, by the learner or by `write`. */
  changed?(): void;
  /** Shows an answer of which more than the inputs' values is to be seen. */
  write?(fields: Fields): void;
  /** The learner goes at a knowledge check once more: for a type that cannot be changed, only begun again. */
  again?(): void;
}

/** The stage of the second file: it knows what the types of this package add to their forms. */
export interface RestStage extends Stage {
  dress(type: string): DressForm | undefined;
}
