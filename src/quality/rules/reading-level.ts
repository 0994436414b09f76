import { fault } from '../../definition/fault.js';
import { topOf } from '../../definition/files.js';
import type { QualityRule } from '../quality-rule.js';
import { type Measure, measureOf } from '../reading/measures.js';
import { type Sentence, sentencesOf } from '../reading/sentences.js';

/** Fewer words than this say nothing about a level. */
const fewest = 60;
const sentencesShown = 2;

/** How hard each lesson is to read, in every language that has a formula; a translation that is not whole waits. */
export const readingLevel: QualityRule = {
  code: 'quality/reading-level',
  advice({ definition, style }) {
    if (style === null) return [];
    const all = [definition, ...definition.translations.flatMap((one) => one.definition ?? [])];
    return all.flatMap(({ lessons, parts }) => {
      const language = parts.language ?? 'en';
      const measure = measureOf(language);
      if (measure === undefined) return [];
      const limit = measure.limit(style);
      return lessons.flatMap((lesson) => {
        const sentences = sentencesOf(lesson, language, measure.syllables);
        if (sentences.reduce((sum, { words }) => sum + words, 0) < fewest) return [];
        const hardness = hardnessOf(measure, sentences);
        if (hardness <= limit) return [];
        const hardest = sentences
          .filter((one) => one.words >= 8)
          .sort((a, b) => hardnessOf(measure, [b]) - hardnessOf(measure, [a]))
          .slice(0, sentencesShown)
          .map((one) => `“${beginning(one.text)}” (${measure.ofSentence(hardnessOf(measure, [one]))})`);
        return [
          fault(
            'quality/reading-level',
            topOf(lesson.file),
            `This lesson reads ${measure.ofLesson(hardness, limit)}. Hardest: ${hardest.join(', ')}.`,
            'make two sentences of long ones, and use shorter words',
            'warning',
          ),
        ];
      });
    });
  },
};

function hardnessOf(measure: Measure, sentences: readonly Sentence[]): number {
  const sum = (value: (one: Sentence) => number) => sentences.reduce((total, one) => total + value(one), 0);
  return measure.hardness({
    sentences: sentences.length,
    words: sum((one) => one.words),
    syllables: sum((one) => one.syllables),
  });
}

function beginning(text: string): string {
  return text.length <= 50 ? text : `${text.slice(0, text.lastIndexOf(' ', 50))} …`;
}
