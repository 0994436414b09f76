import type { Block } from './block.js';
import { column } from './column.js';

/** Columns side by side. */
export const comparison: Block = {
  name: 'comparison',
  summary:
    'Two to four texts side by side, to be weighed against each other. On a narrow screen they stand below each other.',
  inline: false,
  body: 'parts',
  parts: { name: 'column', least: 2, most: 4 },
  bodyName: 'two to four `column`',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {},
  example: column.example,
};
