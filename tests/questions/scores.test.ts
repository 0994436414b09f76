import { describe, expect, it } from 'vitest';
import { behaviour as categorize } from '../../src/questions/categorize/behaviour.js';
import { behaviour as fillIn } from '../../src/questions/fill-in/behaviour.js';
import { behaviour as matching } from '../../src/questions/matching/behaviour.js';
import { behaviour as multiple } from '../../src/questions/multiple-choice/behaviour.js';
import { behaviour as numeric } from '../../src/questions/numeric/behaviour.js';
import { behaviour as scenario } from '../../src/questions/scenario/behaviour.js';
import { behaviour as sequencing } from '../../src/questions/sequencing/behaviour.js';
import { sealedData } from './sealed-data.js';

describe('multiple choice', () => {
  const data = sealedData.picks(['a', 'b', 'c', 'd'], ['a', 'c']);
  it.each([
    ['ac', 1],
    ['a', 0.5],
    ['ab', 0],
    ['abc', 0.5],
    ['abcd', 0],
    ['bd', 0],
  ])('gives right picks minus wrong picks over the right options: %s earns %s', (code, score) => {
    expect(multiple.score(data, multiple.decode(data, code))).toBe(score);
  });
});

describe('matching', () => {
  const data = sealedData.pairs(['1a', '2b', '3c']);
  it('gives the share of right lines', () => {
    expect(matching.score(data, matching.decode(data, '1a2c3b'))).toBeCloseTo(1 / 3);
    expect(matching.score(data, matching.decode(data, '2b'))).toBeCloseTo(1 / 3);
  });
  it('is answered with one line and complete with all', () => {
    const one = matching.decode(data, '2b');
    expect([matching.isAnswered(data, one), matching.isComplete(data, one)]).toEqual([true, false]);
    expect(matching.isComplete(data, matching.decode(data, '1a2a3a'))).toBe(true);
  });
  it('forgets lines that an older version had', () => {
    expect(matching.decode(data, '1a4d2x')).toEqual([['1', 'a']]);
  });
});

describe('sequencing', () => {
  const data = sealedData.order(['a', 'b', 'c', 'd'], ['c', 'a', 'd', 'b']);
  it('gives the share of steps at their right place', () => {
    expect(sequencing.score(data, sequencing.decode(data, 'abdc'))).toBe(0.5);
  });
  it('takes the order it was shown in for no answer', () => {
    expect(sequencing.encode(data, sequencing.read(data, new Map([['step', ['c', 'a', 'd', 'b']]])))).toBe('');
  });
  it.each(['abc', 'abcdd', 'abce', 'aabc'])('takes %s, which is no order of its steps, for no answer', (code) => {
    expect(sequencing.decode(data, code)).toEqual([]);
  });
});

const typed = (text: string, language = '') => ({ text, language });

describe('fill-in', () => {
  const data = sealedData.words(['safety organized practice', "don't know"]);
  const score = (text: string): number => fillIn.score(data, fillIn.read(data, new Map([['answer', [text]]])));
  it.each([
    'Safety Organized Practice',
    '  safety   ORGANIZED practice ',
    'Safety\u00a0Organized\tPractice',
    "Don't know",
  ])('accepts "%s"', (text) => {
    expect(score(text)).toBe(1);
  });
  it.each(['Safety Organised Practice', '', '   ', 'practice'])('does not accept "%s"', (text) => {
    expect(score(text)).toBe(0);
  });
  it('minds capitals where the author asks for it', () => {
    const strict = sealedData.words(['CAPP'], true);
    expect(fillIn.score(strict, typed('capp'))).toBe(0);
    expect(fillIn.score(strict, typed('CAPP'))).toBe(1);
  });
  it('keeps letters of every language, and nothing that could break a record', () => {
    const response = fillIn.read(data, new Map([['answer', ['Niño\'s "plan" 100% _ok_ 漢字 🙂\ud800']]]));
    expect(response).toEqual(typed('Niño\'s "plan" 100% _ok_ 漢字 🙂'));
    expect(fillIn.decode(data, fillIn.encode(data, response))).toEqual(response);
    expect(fillIn.decode(data, '%E0%A4')).toEqual(typed(''));
  });
});

describe('fill-in in a package of several languages', () => {
  const { caseSensitive: _, ...spanish } = sealedData.words(['confianza', 'la confianza']);
  const data = { ...sealedData.words(['trust']), others: { es: spanish, 'zh-Hant': { answers: ['信任'], slips: 1 } } };
  /** What a form sends that shows a language and holds what an encoded answer brought into it. */
  const sent = (language: string, answer: string, code = '') =>
    fillIn.read(
      data,
      new Map([...fillIn.write(data, fillIn.decode(data, code)), ['language', [language]], ['answer', [answer]]]),
    );
  const score = (language: string, answer: string) => fillIn.score(data, sent(language, answer));

  it('judges an answer by the language that is shown', () => {
    expect([score('en', 'trust'), score('es', 'La confianza'), score('zh-Hant', '信任')]).toEqual([1, 1, 1]);
    expect([score('en', 'confianza'), score('es', 'trust'), score('es', '信任')]).toEqual([0, 0, 0]);
  });
  it('judges it by the same language when another is shown later, until it is changed', () => {
    const code = fillIn.encode(data, sent('es', 'confianza'));
    expect(code).toBe('_es_confianza');
    expect(sent('en', 'confianza', code)).toEqual(typed('confianza', 'es'));
    expect(sent('en', 'trust', code)).toEqual(typed('trust'));
    const english = fillIn.encode(data, sent('en', 'trust'));
    expect(english).toBe('trust');
    expect(sent('es', 'trust', english)).toEqual(typed('trust'));
    expect(fillIn.score(data, sent('es', 'trust', english))).toBe(1);
    expect(sent('es', 'confianza', english)).toEqual(typed('confianza', 'es'));
  });
  it('brings every answer back with its language, and takes one of a language that is gone for one of the course', () => {
    for (const language of ['', 'es', 'zh-Hant']) {
      for (const text of ['_es_', 'es x', '-', '€'.repeat(80), 'a_b|c']) {
        const code = fillIn.encode(data, typed(text, language));
        expect(fillIn.decode(data, code)).toEqual(typed(text, language));
        expect(fillIn.read(data, fillIn.write(data, typed(text, language)))).toEqual(typed(text, language));
        expect(code).toMatch(/^[A-Za-z0-9._%-]+$/);
        expect(code.length).toBeLessThanOrEqual(fillIn.longest(data).length);
      }
    }
    expect(fillIn.decode(data, '_vi_tin')).toEqual(typed('tin'));
    expect(fillIn.decode(data, '_es_')).toEqual(typed(''));
    expect(fillIn.decode(sealedData.words(['trust']), '_es_confianza')).toEqual(typed('confianza'));
  });
  it('reports the text alone, with the open answers of its language', () => {
    expect(fillIn.interaction(data, typed('信任', 'zh-Hant'))).toEqual({
      type: 'fill-in',
      response: '信任',
      correct: ['信任'],
    });
    expect(fillIn.interaction(data, typed('confianza', 'es'))).toEqual({
      type: 'fill-in',
      response: 'confianza',
      correct: [],
    });
  });
});

describe('fill-in with slips of the keyboard allowed', () => {
  const data = { answers: ['Safety Organized Practice', 'visit 12'], caseSensitive: false, slips: 2 };
  it.each(['safety organised practice', 'saftey organized pratcice', 'Safety Orgnaized Practise'])(
    'accepts "%s"',
    (text) => {
      expect(fillIn.score(data, typed(text))).toBe(1);
    },
  );
  // Two slips in "safety" are more than one in four letters; numbers and short words are never a slip.
  it.each(['saefyt organized practice', 'safety practice', 'visit 13', 'safety organized practice plan'])(
    'does not accept "%s"',
    (text) => {
      expect(fillIn.score(data, typed(text))).toBe(0);
    },
  );
  it('is exact in a word of three letters', () => {
    expect(fillIn.score({ answers: ['CFT'], caseSensitive: false, slips: 2 }, typed('CFP'))).toBe(0);
  });
});

describe('where only the whole answer counts', () => {
  it('earns nothing in part', () => {
    const lines = { ...sealedData.pairs(['1a', '2b', '3c']), whole: true } as const;
    expect(matching.score(lines, matching.decode(lines, '1a2b'))).toBe(0);
    expect(matching.score(lines, matching.decode(lines, '1a2b3c'))).toBe(1);
    const picks = { ...sealedData.picks(['a', 'b', 'c'], ['a', 'c']), whole: true } as const;
    expect([multiple.score(picks, ['a']), multiple.score(picks, ['a', 'c'])]).toEqual([0, 1]);
    const steps = { ...sealedData.order(['a', 'b', 'c'], ['c', 'b', 'a']), whole: true } as const;
    expect([sequencing.score(steps, ['a', 'c', 'b']), sequencing.score(steps, ['a', 'b', 'c'])]).toEqual([0, 1]);
  });
});

describe('numeric', () => {
  const data = { from: 2.5, to: 3.5, near: 0.5 };
  it.each([
    ['2.5', 1],
    ['2,5', 1],
    [' 3 days ', 1],
    ['3.50', 1],
    ['2', 0.5],
    ['4', 0.5],
    ['1.9', 0],
    ['-3', 0],
  ])('takes "%s" for %s points', (text, points) => {
    expect(numeric.score(data, numeric.read(data, new Map([['answer', [text]]])))).toBe(points);
  });
  it.each([
    ['1,200', 1200],
    ['1,200.5', 1200.5],
    ['$ 40', 40],
    ['12 %', 12],
    ['\u22127', -7],
    ['.5', 0.5],
  ])('reads "%s" as %s', (text, value) => {
    expect(numeric.decode(data, text)).toBe(value);
  });
  it.each(['', 'three', '1e5', '1.2.3', '12,34,5', '9999999999', 'Infinity'])('reads "%s" as no number', (text) => {
    expect(numeric.decode(data, text)).toBeNull();
  });
  it('knows no hair between what is written and what is meant', () => {
    expect(numeric.score({ from: 0.3, to: 0.3 }, 0.1 + 0.2)).toBe(1);
  });
  it('accepts every number above a bound without an upper one', () => {
    expect([numeric.score({ from: 3, to: null }, 900), numeric.score({ from: 3, to: null }, 2)]).toEqual([1, 0]);
  });
});

describe('categorize', () => {
  const { sources: items, targets, ...sealed } = sealedData.pairs(['1a', '2b', '3b', '4a']);
  const data = { ...sealed, items, categories: [...new Set(targets)] };
  it('gives the share of items in their category', () => {
    expect(categorize.score(data, categorize.decode(data, '1a2b3a4b'))).toBe(0.5);
    expect(categorize.score(data, categorize.decode(data, '1a2b3b4a'))).toBe(1);
  });
});

describe('a scenario', () => {
  // 1: a (2 points) to 2, b to 3. 2: a to 3, b (1 point) to 3. 3: the end.
  const data = sealedData.walk(
    [
      [
        { points: 2, next: 1 },
        { points: 0, next: 2 },
      ],
      [
        { points: 0, next: 2 },
        { points: 1, next: 2 },
      ],
      [],
    ],
    3,
  );
  it('earns the points of its path over those of the best one', () => {
    expect(['ab', 'aa', 'b', ''].map((path) => scenario.score(data, path))).toEqual([1, 2 / 3, 0, 0]);
  });
  it('is complete at an end of the case, and not before', () => {
    expect(['a', 'aa', 'b'].map((path) => scenario.isComplete(data, path))).toEqual([false, true, true]);
  });
  it('takes as much of a path as the case has', () => {
    expect(['abbb', 'ca', 'axb'].map((path) => scenario.decode(data, path))).toEqual(['ab', '', 'a']);
  });
  it('is reported step by step', () => {
    expect(scenario.interaction(data, 'b')).toEqual({
      type: 'performance',
      response: [['1', 'b']],
      correct: [],
    });
  });
});
