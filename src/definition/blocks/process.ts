import type { Block } from './block.js';
import { step } from './step.js';

/** Steps in their order. */
export const process: Block = {
  name: 'process',
  summary: 'Steps that follow each other, numbered.',
  inline: false,
  body: 'parts',
  parts: { name: 'step', least: 2, most: 12 },
  bodyName: 'two to twelve `step`',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {},
  example: step.example,
};
