import { all } from '../../dom.js';
import type { DressBlock } from '../dress-block.js';
import { keepPrivate } from '../private-notes.js';

/** Checklists: ticks kept for the learner alone. */
export const dress: DressBlock = (stage) => {
  for (const list of all(stage.document, '.ticks')) {
    const root = list.closest<HTMLElement>('.note');
    if (!root) continue;
    const boxes = all<HTMLInputElement>(list, 'input');
    keepPrivate(stage, {
      root,
      read: () => boxes.map((box) => (box.checked ? 'x' : '')),
      write(texts) {
        for (const [n, box] of boxes.entries()) box.checked = texts[n] === 'x';
      },
    });
  }
};
