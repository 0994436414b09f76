import type { QuestionDefinition } from './definition.js';
import { definition as fillIn } from './fill-in/definition.js';
import { definition as matching } from './matching/definition.js';
import { definition as multipleChoice } from './multiple-choice/definition.js';
import { definition as sequencing } from './sequencing/definition.js';
import { definition as singleChoice } from './single-choice/definition.js';

/** Every question type, in the order of the author's manual. */
export const questionDefinitions: readonly QuestionDefinition[] = [
  singleChoice,
  multipleChoice,
  matching,
  sequencing,
  fillIn,
];
