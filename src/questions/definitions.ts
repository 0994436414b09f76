import { definition as categorize } from './categorize/definition.js';
import type { QuestionDefinition } from './definition.js';
import { definition as fillIn } from './fill-in/definition.js';
import { definition as hotspot } from './hotspot/definition.js';
import { definition as likert } from './likert/definition.js';
import { definition as longText } from './long-text/definition.js';
import { definition as matching } from './matching/definition.js';
import { definition as multipleChoice } from './multiple-choice/definition.js';
import { definition as numeric } from './numeric/definition.js';
import { definition as practiceProfile } from './practice-profile/definition.js';
import { definition as scenario } from './scenario/definition.js';
import { definition as sequencing } from './sequencing/definition.js';
import { definition as singleChoice } from './single-choice/definition.js';
import { definition as trueFalse } from './true-false/definition.js';

/** Every question type, in the order of the author's manual. */
export const questionDefinitions: readonly QuestionDefinition[] = [
  singleChoice,
  multipleChoice,
  trueFalse,
  matching,
  categorize,
  sequencing,
  fillIn,
  numeric,
  hotspot,
  scenario,
  likert,
  longText,
  practiceProfile,
];
