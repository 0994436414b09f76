import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { type ContentNode, plainText } from '../../content.js';
import { fault } from '../../definition/fault.js';
import { topOf } from '../../definition/files.js';
import type { LessonDefinition } from '../../definition/module-definition.js';
import type { QualityRule } from '../quality-rule.js';

/** Fewer words than this say nothing about a level. */
const fewest = 60;
const sentencesShown = 2;

/**
 * School grade of each lesson by Flesch and Kincaid (1975), which counts words a sentence and syllables a word: English only.
 * Names of practice-model items and of sources are nobody's to simplify and are left out.
 */
export const readingLevel: QualityRule = {
  code: 'quality/reading-level',
  advice({ definition, style }) {
    const limit = style?.['reading-level'];
    if (limit === undefined || !/^en\b/i.test(definition.parts.language ?? 'en')) return [];
    return definition.lessons.flatMap((lesson) => {
      const sentences = sentencesOf(lesson);
      const words = sentences.reduce((sum, one) => sum + one.words, 0);
      if (words < fewest) return [];
      const grade = gradeOf(sentences);
      if (grade <= limit) return [];
      const hardest = sentences
        .filter((one) => one.words >= 8)
        .sort((a, b) => gradeOf([b]) - gradeOf([a]))
        .slice(0, sentencesShown)
        .map((one) => `“${beginning(one.text)}” (grade ${gradeOf([one]).toFixed(0)})`);
      return [
        fault(
          'quality/reading-level',
          topOf(lesson.file),
          `This lesson reads at grade ${grade.toFixed(1)}; the training aims at ${limit}. Hardest: ${hardest.join(', ')}.`,
          'make two sentences of long ones, and use shorter words',
          'warning',
        ),
      ];
    });
  },
};

interface Sentence {
  readonly text: string;
  readonly words: number;
  readonly syllables: number;
}

/** @returns school grade */
function gradeOf(sentences: readonly Sentence[]): number {
  const sum = (value: (one: Sentence) => number) => sentences.reduce((total, one) => total + value(one), 0);
  return fleschKincaid({
    sentence: sentences.length,
    word: sum((one) => one.words),
    syllable: sum((one) => one.syllables),
  });
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function sentencesOf(lesson: LessonDefinition): Sentence[] {
  return lesson.pages
    .flatMap((page) => blocksOf(page.content))
    .flatMap((block) => [...segmenter.segment(block)].map(({ segment }) => segment.trim()))
    .flatMap((text) => {
      const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
      if (words.length < 3) return [];
      return [{ text, words: words.length, syllables: words.reduce((sum, word) => sum + syllablesIn(word), 0) }];
    });
}

/** The same few thousand words make up all lessons, and counting a word's syllables takes most of the time. */
const counted = new Map<string, number>();

function syllablesIn(word: string): number {
  const count = counted.get(word) ?? syllable(word);
  counted.set(word, count);
  return count;
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

function beginning(text: string): string {
  return text.length <= 50 ? text : `${text.slice(0, text.lastIndexOf(' ', 50))} …`;
}
