import { type ContentNode, plainText } from '../content.js';

/** How many words a learner reads in a text: its own, and the titles, captions and names that its blocks show. */
export function countWords(nodes: readonly ContentNode[]): number {
  return wordsIn(plainText(nodes)) + shownWords(nodes);
}

const shown = ['title', 'summary', 'caption', 'name', 'word', 'prompt', 'when'];

function shownWords(nodes: readonly ContentNode[]): number {
  let sum = 0;
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    for (const name of shown) {
      const value = node.attributes[name];
      if (typeof value === 'string') sum += wordsIn(value);
    }
    sum += shownWords(node.children);
  }
  return sum;
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['\u2019.,:/-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
