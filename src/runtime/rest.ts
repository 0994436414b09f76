import { behaviourOf } from '../questions/behaviours.js';
import { interactionElements } from '../scorm/interaction-elements.js';
import { createRestView } from './view/rest/create-rest-view.js';
import type { DressBlock } from './view/rest/dress-block.js';
import type { RestCode } from './view.js';

/** What the blocks of this course add to their pages; the second file puts it here, a script a block (`render/rest-file.ts`). */
export const blocks: DressBlock[] = [];

/** The half of the learner's script in which no protocol differs and which no first page needs: questions, results, and how SCORM spells answers. */
export const code: RestCode = {
  behaviour: behaviourOf,
  interactions: interactionElements,
  createView: (stage) =>
    createRestView(stage, () => {
      for (const dress of blocks) dress(stage);
    }),
};
