import { behaviourOf } from '../questions/behaviours.js';
import { interactionElements } from '../scorm/interaction-elements.js';
import { createRestView } from './view/rest/create-rest-view.js';
import type { RestCode } from './view.js';

/** The half of the learner's script in which no protocol differs and which no first page needs: questions, results, and how SCORM spells answers. */
export const code: RestCode = {
  behaviour: behaviourOf,
  interactions: interactionElements,
  createView: createRestView,
};
