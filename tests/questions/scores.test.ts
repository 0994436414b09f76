import { describe, expect, it } from 'vitest';
import { behaviour as fillIn } from '../../src/questions/fill-in/behaviour.js';
import { behaviour as matching } from '../../src/questions/matching/behaviour.js';
import { behaviour as multiple } from '../../src/questions/multiple-choice/behaviour.js';
import { behaviour as sequencing } from '../../src/questions/sequencing/behaviour.js';

describe('multiple choice', () => {
  const data = { options: ['a', 'b', 'c', 'd'], right: ['a', 'c'] };
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
  const data = { sources: ['1', '2', '3'], targets: ['a', 'b', 'c'] };
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
  const data = { steps: ['a', 'b', 'c', 'd'], shown: ['c', 'a', 'd', 'b'] };
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

describe('fill-in', () => {
  const data = { answers: ['Safety Organized Practice', 'don’t know'], caseSensitive: false };
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
    const strict = { answers: ['CAPP'], caseSensitive: true };
    expect(fillIn.score(strict, 'capp')).toBe(0);
    expect(fillIn.score(strict, 'CAPP')).toBe(1);
  });
  it('keeps letters of every language, and nothing that could break a record', () => {
    const response = fillIn.read(data, new Map([['answer', ['Niño\'s "plan" 100% _ok_ 漢字 🙂\ud800']]]));
    expect(response).toBe('Niño\'s "plan" 100% _ok_ 漢字 🙂');
    expect(fillIn.decode(data, fillIn.encode(data, response))).toBe(response);
    expect(fillIn.decode(data, '%E0%A4')).toBe('');
  });
});
