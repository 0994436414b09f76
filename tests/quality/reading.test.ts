import { describe, expect, it } from 'vitest';
import { measureOf } from '../../src/quality/reading/measures.js';
import { spanishSyllables } from '../../src/quality/reading/spanish-syllables.js';

describe('syllables of a Spanish word', () => {
  // Parted by hand after the Ortografía of 2010: aé-re-o would be wrong, a-é-re-o is right.
  it.each([
    'ca-sa',
    'y',
    'hoy',
    'buey',
    're-yes',
    'ma-yo',
    'muy',
    'a-é-re-o',
    'po-e-ta',
    'le-er',
    'co-o-pe-rar',
    'le-ón',
    'pa-ís',
    'o-ír',
    'dí-a',
    'a-ta-úd',
    'ma-íz',
    'ciu-dad',
    'fa-mi-lia',
    'diá-lo-go',
    'bie-nes-tar',
    'cons-truir',
    'cons-truí',
    'je-sui-ta',
    'vein-tiún',
    'a-ve-ri-guáis',
    'U-ru-guay',
    'chi-i-ta',
    'que-so',
    'gue-rra',
    'guion',
    'pin-güi-no',
    'ci-güe-ña',
    'lin-güís-ti-ca',
    'bú-ho',
    'pro-hí-be',
    'prohi-bi-do',
    'de-sahu-cio',
    've-hí-cu-lo',
    'al-co-hol',
    'ni-ñez',
    'tra-ba-ja-do-ra',
    'res-pon-sa-bi-li-dad',
    'CPM',
    '2024',
  ])('%s', (parted) => {
    expect(spanishSyllables(parted.replaceAll('-', ''))).toBe(parted.split('-').length);
    expect(spanishSyllables(parted.replaceAll('-', '').toUpperCase().normalize('NFD'))).toBe(parted.split('-').length);
  });
});

describe('how hard a text is to read', () => {
  it('is the perspicuity of Szigriszt-Pazos in Spanish: 206.835 - 62.3 syllables a word - words a sentence', () => {
    const counted = { sentences: 5, words: 100, syllables: 200 };
    expect(measureOf('es-MX')?.hardness(counted)).toBeCloseTo(-(206.835 - 62.3 * 2 - 20), 9);
  });
  it('is the grade of Flesch and Kincaid in English: 0.39 words a sentence + 11.8 syllables a word - 15.59', () => {
    const counted = { sentences: 5, words: 100, syllables: 150 };
    expect(measureOf('en-US')?.hardness(counted)).toBeCloseTo(0.39 * 20 + 11.8 * 1.5 - 15.59, 9);
  });
  it.each([
    [39.9, 'very hard'],
    [40, 'rather hard'],
    [54.9, 'rather hard'],
    [55, 'normal'],
    [65, 'rather easy'],
    [80, 'very easy'],
  ])('is told by the INFLESZ scale: %d is %s', (ease, word) => {
    expect(measureOf('es')?.ofLesson(-ease, -90)).toContain(`(${word}); the training aims at 90 or more`);
  });
  it('is not told of languages without a formula', () => {
    expect(measureOf('vi')).toBeUndefined();
  });
});
