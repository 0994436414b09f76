import { all } from '../../dom.js';
import type { DressBlock } from '../dress-block.js';
import { keepTexts } from '../keep-texts.js';

/** Reflections: kept for the learner alone. */
export const dress: DressBlock = (stage) => {
  for (const root of all(stage.document, '.reflection')) keepTexts(stage, root);
};
