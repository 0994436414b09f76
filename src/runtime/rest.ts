import { behaviourOf } from '../questions/behaviours.js';
import { createRestView } from './view/rest/create-rest-view.js';
import type { RestCode } from './view.js';

/** The half of the learner's script in which no protocol differs and which no first page needs: questions and results. */
export const code: RestCode = { behaviour: behaviourOf, createView: createRestView };
