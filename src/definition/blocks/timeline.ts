import type { Block } from './block.js';
import { event } from './event.js';

/** What happened when. */
export const timeline: Block = {
  name: 'timeline',
  summary: 'What happened when, from the earliest to the latest.',
  inline: false,
  body: 'parts',
  parts: { name: 'event', least: 2, most: 20 },
  bodyName: 'two or more `event`',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {},
  example: event.example,
};
