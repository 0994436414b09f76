import { describe, expect, it } from 'vitest';
import type { QuestionFault } from '../../src/questions/definition.js';
import { questionDefinitions } from '../../src/questions/definitions.js';

/** What the type finds wrong in these fields; the shape must be right. */
function faults(type: string, fields: object, questionId = 'q-1'): readonly QuestionFault[] {
  return compile(type, fields, questionId).faults;
}

function compile(type: string, fields: object, questionId = 'q-1') {
  const definition = questionDefinitions.find((one) => one.type === type);
  if (!definition) throw new Error(type);
  return definition.compile(definition.schema.parse(fields), {
    questionId,
    salt: 'salt',
    inline: (text) => [text],
    image: (file) => file,
  });
}

describe('a question at fault is told by its place, what is wrong and what to write', () => {
  it('without a right option', () => {
    for (const type of ['single-choice', 'multiple-choice']) {
      expect(faults(type, { options: [{ text: 'A' }, { text: 'B' }, { text: 'C' }] })).toEqual([
        {
          code: 'question/no-correct-option',
          path: ['options'],
          message: 'No option is marked as correct.',
          hint: 'add `correct: true` to the option that is right.',
        },
      ]);
    }
  });

  it('with two right options in a single choice', () => {
    const [fault, ...more] = faults('single-choice', {
      options: [{ text: 'A', correct: true }, { text: 'B' }, { text: 'C', correct: true }],
    });
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code: 'question/second-correct-option', path: ['options', 2, 'correct'] });
    expect(fault?.message).toContain('Option 3 is marked as correct, and so is option 1');
    expect(fault?.hint).toContain('multiple-choice');
  });

  it('with the same text twice, whatever its blanks and capitals', () => {
    expect(
      faults('single-choice', { options: [{ text: 'The plan', correct: true }, { text: 'the  plan' }] }),
    ).toMatchObject([{ code: 'question/duplicate-option', path: ['options', 1, 'text'] }]);
    const pairs = [
      { source: 'A', target: 'x' },
      { source: 'B', target: 'X' },
      { source: 'a', target: 'y' },
    ];
    expect(faults('matching', { pairs })).toMatchObject([
      { code: 'question/duplicate-source', path: ['pairs', 2, 'source'] },
      { code: 'question/duplicate-target', path: ['pairs', 1, 'target'] },
    ]);
    expect(faults('sequencing', { steps: ['One', 'Two', 'One'] })).toMatchObject([
      { code: 'question/duplicate-step', path: ['steps', 2] },
    ]);
    expect(faults('fill-in', { answers: ['CAPP', 'capp '] })).toMatchObject([
      { code: 'question/duplicate-answer', path: ['answers', 1] },
    ]);
    expect(faults('fill-in', { answers: ['CAPP', 'capp'], 'case-sensitive': true })).toEqual([]);
  });

  it('without a number that is right, with two kinds of it, or with a range of none', () => {
    expect(faults('numeric', {})).toMatchObject([{ code: 'question/no-number', path: [] }]);
    expect(faults('numeric', { answer: 3, to: 4 })).toMatchObject([
      { code: 'question/number-and-range', path: ['to'] },
    ]);
    expect(faults('numeric', { from: 5, to: 3 })).toMatchObject([
      { code: 'question/empty-range', path: ['to'], hint: 'write `from: 3` and `to: 5`.' },
    ]);
    expect(faults('numeric', { from: 5, tolerance: 1 })).toMatchObject([
      { code: 'question/no-number', path: ['tolerance'] },
    ]);
  });

  it('with too few or too many items to sort, or one in two categories', () => {
    const sorts = (...lists: string[][]) => ({ categories: lists.map((items, n) => ({ name: `Group ${n}`, items })) });
    expect(faults('categorize', sorts(['x'], ['y']))).toMatchObject([{ code: 'question/number-of-items' }]);
    expect(faults('categorize', sorts([...'abcde'], [...'fghij']))).toMatchObject([
      { code: 'question/number-of-items', path: ['categories'] },
    ]);
    expect(faults('categorize', sorts(['x', 'y'], ['X']))).toMatchObject([
      { code: 'question/duplicate-item', path: ['categories', 1, 'items', 0] },
    ]);
  });

  it('with spots that are all wrong, outside the image, or one upon another', () => {
    const spot = (name: string, x: number, more: object = {}) => ({ name, x, y: 0, width: 30, height: 30, ...more });
    const image = { image: 'media/levels.svg', alt: 'Steps' };
    expect(faults('hotspot', { ...image, spots: [spot('A', 0), spot('B', 40)] })).toMatchObject([
      { code: 'question/no-correct-option', path: ['spots'] },
    ]);
    expect(
      faults('hotspot', { ...image, spots: [spot('A', 0, { correct: true }), spot('B', 80), spot('C', 20)] }),
    ).toMatchObject([
      { code: 'question/spot-outside', path: ['spots', 1, 'width'], hint: 'write `width: 20` or less.' },
      { code: 'question/spots-overlap', path: ['spots', 2, 'x'] },
    ]);
  });

  it('with ways of a case that lead nowhere, back, or past a step', () => {
    const to = (...steps: string[]) =>
      steps.map((step, n) => ({ text: `Way ${n}`, outcome: 'Something comes of it.', to: step }));
    const step = (id: string, ...ways: string[]) => ({
      id,
      story: 'Something happens.',
      ...(ways.length > 0 ? { decisions: to(...ways) } : { end: true }),
    });
    const codes = (...steps: object[]) => faults('scenario', { steps }).map(({ code, path }) => [code, path.join('.')]);
    expect(codes(step('a', 'b', 'c'), step('b', 'c', 'c'), step('c'))).toEqual([]);
    expect(codes(step('a', 'b', 'x'), step('b'))).toEqual([['question/unknown-step', 'steps.0.decisions.1.to']]);
    expect(codes(step('a', 'b', 'b'), step('b'), step('c'))).toEqual([['question/step-not-reached', 'steps.2.id']]);
    expect(codes(step('a', 'b', 'c'), step('b', 'a', 'c'), step('c'))).toEqual([
      ['question/step-leads-back', 'steps.1.decisions.0.to'],
    ]);
    expect(codes(step('a'), step('b'))).toContainEqual(['question/no-decision', 'steps.0']);
    const stuck = { id: 'b', story: 'Nobody knows how to go on.' };
    expect(codes(step('a', 'b', 'b'), stuck)).toEqual([['question/dead-end', 'steps.1.id']]);
    expect(codes(step('a', 'b', 'c'), { ...step('b', 'c', 'c'), end: true }, step('c'))).toEqual([
      ['question/dead-end', 'steps.1.end'],
    ]);
  });

  it('with the same place twice on a scale', () => {
    expect(faults('likert', { scale: ['Yes', 'No', 'yes'] })).toMatchObject([
      { code: 'question/duplicate-place', path: ['scale', 2] },
    ]);
  });

  it('with a misspelt key in an option', () => {
    const definition = questionDefinitions.find((one) => one.type === 'single-choice');
    expect(definition?.schema.safeParse({ options: [{ text: 'A', corect: true }, { text: 'B' }] }).success).toBe(false);
  });
});

describe('orders of their own', () => {
  const steps = ['One', 'Two', 'Three', 'Four'];
  const ids = Array.from({ length: 200 }, (_, n) => `q-${n}`);

  it('are the same in every build and language, and follow from the id alone', () => {
    expect(compile('sequencing', { steps }, 'q-9').data).toEqual(
      compile('sequencing', { steps: steps.map((s) => `${s}!`) }, 'q-9').data,
    );
  });

  it('never put a step at its right place', () => {
    for (const id of ids) {
      const { data, solution } = compile('sequencing', { steps }, id);
      const { shown } = data as { shown: string[] };
      const right = [...solution];
      expect([...right].sort()).toEqual(shown);
      for (const [place, step] of shown.entries()) expect(step).not.toBe(right[place]);
    }
  });

  it('never show targets beside their own sources, line by line', () => {
    const pairs = ['x', 'y', 'z'].map((target, n) => ({ source: String(n), target }));
    const seen = ids.map((id) => {
      const { targets } = compile('matching', { pairs }, id).view as { targets: { content: string[] }[] };
      return targets.map((target) => target.content.join('')).join('');
    });
    expect(seen).not.toContain('xyz');
    expect(new Set(seen).size).toBe(5);
  });
});
