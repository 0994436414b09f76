import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Style } from '../../definition/schemas/style-schema.js';
import { spanishSyllables } from './spanish-syllables.js';

/** What a formula counts. */
export interface Counted {
  readonly sentences: number;
  readonly words: number;
  readonly syllables: number;
}

/** How hard a text is to read, by a formula that was made and tried for its language. */
export interface Measure {
  /** Syllables of a word. */
  readonly syllables: (word: string) => number;
  /** The harder, the higher, whatever the formula's own direction. */
  readonly hardness: (counted: Counted) => number;
  /** Above which a lesson draws a warning. */
  readonly limit: (style: Style) => number;
  /** A hardness in the formula's own words, of a lesson and of a sentence. */
  readonly ofLesson: (hardness: number, limit: number) => string;
  readonly ofSentence: (hardness: number) => string;
}

/** School grade by Flesch and Kincaid (1975). */
const english: Measure = {
  syllables: remembered(syllable),
  hardness: ({ sentences, words, syllables }) =>
    fleschKincaid({ sentence: sentences, word: words, syllable: syllables }),
  limit: (style) => style['reading-level'],
  ofLesson: (grade, limit) => `at grade ${grade.toFixed(1)}; the training aims at ${limit}`,
  ofSentence: (grade) => `grade ${grade.toFixed(0)}`,
};

/**
 * Ease of reading, 100 to 0, by the perspicuity of Szigriszt-Pazos (Sistemas predictivos de legibilidad del mensaje
 * escrito, 1993), told by the INFLESZ scale, which was tried on Spanish texts for patients (Barrio-Cantalejo and others,
 * An Sist Sanit Navar 2008; 31: 135-152). It gives no grade; the one formula for Spanish that does, Crawford's of 1989,
 * was made for texts of primary schools and hardly tells what is harder than those.
 */
const spanish: Measure = {
  syllables: remembered(spanishSyllables),
  hardness: ({ sentences, words, syllables }) => (62.3 * syllables) / words + words / sentences - 206.835,
  limit: (style) => -style['spanish-reading-ease'],
  ofLesson: (hardness, limit) =>
    `with an ease of ${(-hardness).toFixed(0)} of 100 (${inflesz(-hardness)}); the training aims at ${-limit} or more`,
  ofSentence: (hardness) => `ease ${Math.max(0, -hardness).toFixed(0)}`,
};

function inflesz(ease: number): string {
  if (ease < 40) return 'very hard';
  if (ease < 55) return 'rather hard';
  if (ease < 65) return 'normal';
  return ease < 80 ? 'rather easy' : 'very easy';
}

const measures: Readonly<Record<string, Measure>> = { en: english, es: spanish };

/** The measure of a language (BCP 47); undefined where there is none. */
export function measureOf(language: string): Measure | undefined {
  return measures[language.toLowerCase().split('-')[0] ?? ''];
}

/** The same few thousand words make up all lessons, and counting a word's syllables takes most of the time. */
function remembered(count: (word: string) => number): (word: string) => number {
  const known = new Map<string, number>();
  return (word) => {
    const counted = known.get(word) ?? count(word);
    known.set(word, counted);
    return counted;
  };
}
