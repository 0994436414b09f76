import { all, slot } from '../../dom.js';
import type { DressBlock } from '../dress-block.js';
import { keepTexts } from '../keep-texts.js';

/** Plans: kept for the learner alone, and printed without the page around them. */
export const dress: DressBlock = (stage) => {
  const { document } = stage;
  for (const root of all(document, '.plan')) {
    keepTexts(stage, root);
    slot(root, 'print').addEventListener('click', () => {
      root.classList.add('sole');
      window.addEventListener('afterprint', () => root.classList.remove('sole'), { once: true });
      window.print();
    });
  }
};
