import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { seal } from '../../src/questions/pure-seal.js';
import { sha256 } from '../../src/questions/pure-sha256.js';
import { unveil, veil } from '../../src/questions/pure-veil.js';

function compile(type: string, fields: object, salt = 'salt') {
  const definition = questionDefinitions.find((one) => one.type === type);
  if (!definition) throw new Error(type);
  const { faults, ...body } = definition.compile(definition.schema.parse(fields), {
    questionId: 'q-1',
    salt,
    inline: (text) => [text],
    image: (file) => file,
  });
  expect(faults).toEqual([]);
  return body;
}

describe('SHA-256', () => {
  it('is that of the standard, for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(Buffer.from(sha256(text)).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('is so at every border of its blocks: %i letters', (length) => {
    const text = 'a'.repeat(length);
    expect(Buffer.from(sha256(text)).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  });
});

describe('a veil', () => {
  it('comes off by its name, and leaves nothing to read before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.webUrl(), (text, name) => {
        expect(unveil(name, veil(name, text))).toBe(text);
      }),
    );
    expect(atob(veil('q-1', 'The second one is right.'))).not.toContain('second');
  });
});

const options = (right: readonly number[]) => ({
  options: ['A', 'B', 'C', 'D'].map((text, at) => ({ text, correct: right.includes(at) })),
});
const spots = (right: readonly number[]) => ({
  image: 'media/x.svg',
  alt: 'X',
  spots: [0, 30, 60].map((x, at) => ({ name: `S${x}`, x, y: 0, width: 20, height: 20, correct: right.includes(at) })),
});
const pairs = (targets: string) => ({ pairs: [...targets].map((target, at) => ({ source: String(at), target })) });
const steps = (order: string) => ({ steps: [...order] });
const sorted = (first: string, second: string) => ({
  categories: [
    { name: 'One', items: [...first] },
    { name: 'Two', items: [...second] },
  ],
});
const walk = (first: number, second: number) => ({
  steps: [
    {
      id: 'start',
      story: 'S',
      decisions: [
        { text: 'A', outcome: 'a', points: first, to: 'end' },
        { text: 'B', outcome: 'b', points: second, to: 'end' },
      ],
    },
    { id: 'end', story: 'E', end: true },
  ],
});

/** The same question with two keys: what a reader of the package sees must not tell them apart. */
const twoKeys: readonly (readonly [string, object, object])[] = [
  ['single-choice', options([0]), options([2])],
  ['multiple-choice', options([0, 1]), options([1, 3])],
  ['true-false', { answer: true }, { answer: false }],
  ['matching', pairs('xyz'), pairs('yzx')],
  ['categorize', sorted('abc', 'de'), sorted('abd', 'ce')],
  ['sequencing', steps('abcd'), steps('dcba')],
  ['hotspot', spots([0]), spots([1])],
  ['fill-in', { answers: ['trust'] }, { answers: ['safety'] }],
  ['numeric', { answer: 3 }, { answer: 12 }],
  ['scenario', walk(2, 0), walk(0, 2)],
];

/** Types whose key lies open in the package, whatever the author writes; likert and the private ones have none. */
const withoutKey = ['likert', 'long-text', 'practice-profile'];

describe('the key of a question in a package', () => {
  it('is tried here for every type that has one', () => {
    const tried = [...twoKeys.map(([type]) => type), ...withoutKey].sort();
    expect(tried).toEqual(questionDefinitions.map((one) => one.type).sort());
    for (const one of questionDefinitions) expect(one.key, one.type).toMatch(/^[A-Z].*\.$/);
  });

  it.each(twoKeys)(
    'is sealed in a question of the type %s: nothing but the seals tells two keys apart',
    (type, one, other) => {
      const read = (fields: object) => JSON.stringify(compile(type, fields).data).replace(/"[\da-f]{12}"/g, '"sealed"');
      expect(read(one)).toBe(read(other));
      expect(read(one)).toContain('"sealed"');
    },
  );

  it.each(twoKeys)('is not reported with an answer of the type %s', (type, fields) => {
    const { data, solution } = compile(type, fields);
    const behaviour = behaviourOf(type);
    const right = behaviour.decode(data, solution);
    expect(behaviour.score(data, right)).toBe(1);
    expect(behaviour.interaction(data, right)?.correct).toEqual([]);
  });

  it('is sealed otherwise in another question: one list of seals opens no other package', () => {
    expect(compile('single-choice', options([0]), 'one').data).not.toEqual(
      compile('single-choice', options([0]), 'two').data,
    );
    expect(seal({ salt: 'one' }, 'a')).not.toBe(seal({ salt: 'two' }, 'a'));
  });

  it.each([
    ['fill-in', { answers: ['trust'], 'spelling-slips': 1 }, ['trust']],
    ['numeric', { answer: 3, tolerance: 1 }, [{ from: 2, to: 4 }]],
    ['numeric', { from: 3 }, [{ from: 3, to: null }]],
    ['numeric', { answer: 3, near: 1 }, [{ from: 3, to: 3 }]],
  ])('lies open in %s with %o, where no seal could judge, and is reported', (type, fields, correct) => {
    const { data, solution } = compile(type, fields);
    const behaviour = behaviourOf(type);
    expect(behaviour.interaction(data, behaviour.decode(data, solution))?.correct).toEqual(correct);
    expect(questionDefinitions.find((one) => one.type === type)?.key).toContain('open');
  });
});
