import { all } from '../dom.js';
import type { Stage } from '../stage.js';
import { keepPrivate } from './private-notes.js';

/** Keeps what a learner writes into a block's fields of text. */
export function keepTexts(stage: Stage, root: HTMLElement): void {
  const fields = all<HTMLTextAreaElement>(root, 'textarea');
  keepPrivate(stage, {
    root,
    read: () => fields.map((field) => field.value),
    write(texts) {
      for (const [n, field] of fields.entries()) field.value = texts[n] ?? '';
    },
  });
}
