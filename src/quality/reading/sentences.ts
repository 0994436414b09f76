import { type ContentNode, plainText } from '../../content.js';
import type { LessonDefinition } from '../../definition/module-definition.js';

/** A sentence of a lesson, as formulas of readability take it. */
export interface Sentence {
  readonly text: string;
  readonly words: number;
  readonly syllables: number;
}

/**
 * The sentences of a lesson. Names of practice-model items and of sources are nobody's to simplify and are left out.
 * @param syllables of a word
 */
export function sentencesOf(
  lesson: LessonDefinition,
  language: string,
  syllables: (word: string) => number,
): readonly Sentence[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return lesson.pages
    .flatMap((page) => blocksOf(page.content))
    .flatMap((block) => [...segmenter.segment(block)].map(({ segment }) => segment.trim()))
    .flatMap((text) => {
      const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
      if (words.length < 3) return [];
      return [{ text, words: words.length, syllables: words.reduce((sum, word) => sum + syllables(word), 0) }];
    });
}

const paragraphs = new Set(['p', 'li', 'td', 'th', 'h3', 'h4', 'h5']);
const quoted = new Set(['behavior', 'source', 'code']);

/** The text of each paragraph, list entry and cell by itself: none of them ends in the middle of a sentence. */
function blocksOf(nodes: readonly ContentNode[]): string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [node];
    if (quoted.has(node.tag)) return [];
    if (paragraphs.has(node.tag)) return [plainText(ownWords(node.children))];
    return blocksOf(node.children);
  });
}

function ownWords(nodes: readonly ContentNode[]): ContentNode[] {
  return nodes.flatMap((node): ContentNode[] => {
    if (typeof node === 'string') return [node];
    return quoted.has(node.tag) ? [] : [{ ...node, children: ownWords(node.children) }];
  });
}
