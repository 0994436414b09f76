// What a statement may and may not be: xAPI 1.0.3 Data 2.2 to 2.4, 4.1 to 4.6; xAPI 2.0 4.2.1 to 4.2.7.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inner, judge, type Places, statusOf, whole } from './judge.js';
import { activity, learner, sample, verb } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
});
afterAll(async () => {
  expect(lrs.errors).toEqual([]);
  await lrs.stop();
});
const refuse = (parts: readonly unknown[], places: Places) => judge(lrs, parts, places, 400);
const take = (parts: readonly unknown[], places: Places) => judge(lrs, parts, places, 200);

const mbox = 'mailto:learner@store.example';

describe('a statement', () => {
  const anywhere: Places = { whole };

  it('is refused with a property that is missing, unknown, null, or in other letters', async () => {
    await refuse(
      [
        { actor: undefined },
        { verb: undefined },
        { object: undefined },
        { Actor: learner('a') },
        { extra: 1 },
        { result: null },
        { context: { platform: null } },
        { result: { Success: true } },
        { context: { extensions: null } },
      ],
      anywhere,
    );
  });

  it('is refused with an id that is no UUID, and a verb or object that has no IRI', async () => {
    await refuse(
      [
        { id: 7 },
        { id: 'abc' },
        { id: '{7d4e2a80-0000-4000-8000-000000000001}' },
        { id: '7d4e2a80-0000-4000-8000-00000000000g' },
        { id: '7d4e2a80-0000-4000-8000-0000000000011' },
        { verb: { display: { en: 'did' } } },
        { verb: { id: 'did' } },
        { verb: { id: 'http://a.example/did', display: 'did' } },
        { verb: { id: 'http://a.example/did', display: { 'a b': 'did' } } },
        { verb: { id: 'http://a.example/did', display: { en: 5 } } },
        { object: { definition: {} } },
        { object: { id: 'module' } },
        { object: { objectType: 'activity', id: 'https://a.example/1' } },
        { object: { objectType: 'StatementRef' } },
        { object: { objectType: 'StatementRef', id: 'abc' } },
        { object: { objectType: 'Thing', id: 'https://a.example/1' } },
      ],
      anywhere,
    );
  });

  it('is refused with a wrong result', async () => {
    const wrong = [
      { success: 'true' },
      { completion: 1 },
      { response: 5 },
      { duration: 5 },
      { duration: '90' },
      { duration: 'PT' },
      { duration: 'P4W1D' },
      { duration: 'P1DT' },
      { score: 5 },
      { score: { scaled: '1' } },
      { score: { scaled: 1.1 } },
      { score: { scaled: -1.1 } },
      { score: { raw: 5, min: 6 } },
      { score: { raw: 5, max: 4 } },
      { score: { min: 5, max: 4 } },
      { score: { points: 1 } },
      { extensions: 'x' },
      { extensions: { key: 1 } },
    ];
    const places: Places = {
      result: (result) => sample({ result }),
      'inner result': (result) => inner({ result }),
    };
    await refuse(wrong, places);
    const right = [
      {},
      { extensions: {} },
      { score: { scaled: 0, raw: 5, min: 0, max: 10 } },
      ...['PT0S', 'P1Y', 'P2W', 'P1DT2H', 'PT0.5S', 'P1Y2M3DT4H5M6.78S'].map((duration) => ({ duration })),
      { extensions: { 'https://a.example/x': null } },
    ];
    await take(right, places);
  });

  it('is refused with a wrong context', async () => {
    const wrong = [
      { registration: 'abc' },
      { registration: 5 },
      { language: 'no language!' },
      { language: 5 },
      { statement: { objectType: 'StatementRef' } },
      { statement: { id: '7d4e2a80-0000-4000-8000-000000000001' } },
      { contextActivities: [] },
      { contextActivities: { parents: [activity('p')] } },
      { contextActivities: { parent: 'https://a.example/1' } },
      { contextActivities: { parent: [{ id: 'no iri' }] } },
      { contextActivities: { other: { objectType: 'Agent', mbox } } },
      { revision: 5 },
      { platform: {} },
      { extensions: { key: 1 } },
      { mood: 'good' },
    ];
    await refuse(wrong, { context: (context) => sample({ context }), inner: (context) => inner({ context }) });
    const aboutPeople: Places = {
      agent: (context) => sample({ object: learner('o'), context: context }),
      reference: (context) =>
        sample({ object: { objectType: 'StatementRef', id: '7d4e2a80-0000-4000-8000-000000000001' }, context }),
    };
    await refuse([{ revision: '1' }, { platform: 'LMS' }], aboutPeople);
    await take([{ revision: '1' }, { platform: 'LMS' }], { activity: (context) => sample({ context }) });
  });

  it('is refused with an activity whose definition is wrong', async () => {
    const choice = { interactionType: 'choice', correctResponsesPattern: ['a'] };
    const wrong = [
      { name: 'text' },
      { name: { en: 5 } },
      { description: { 'a b': 'x' } },
      { type: 'module' },
      { moreInfo: 'here' },
      { extensions: { key: 1 } },
      { colour: 'red' },
      { interactionType: 'Choice' },
      { correctResponsesPattern: ['a'] },
      { ...choice, correctResponsesPattern: 'a' },
      { ...choice, choices: { id: 'a' } },
      { ...choice, choices: [{ description: { en: 'A' } }] },
      { ...choice, choices: [{ id: 'a' }, { id: 'a' }] },
      { ...choice, choices: [{ id: 5 }] },
      { ...choice, choices: [{ id: 'a', description: 'A' }] },
      { ...choice, steps: [{ id: 'a' }] },
    ];
    const places: Places = {
      object: (definition) => sample({ object: { id: 'https://a.example/1', definition } }),
      parent: (definition) =>
        sample({ context: { contextActivities: { parent: [{ id: 'https://a.example/1', definition }] } } }),
      inner: (definition) => inner({ object: { id: 'https://a.example/1', definition } }),
    };
    await refuse(wrong, places);
    const lists = {
      likert: ['scale'],
      matching: ['source', 'target'],
      performance: ['steps'],
      sequencing: ['choices'],
    };
    const right = [
      {},
      ...['true-false', 'fill-in', 'long-fill-in', 'numeric', 'other'].map((interactionType) => ({ interactionType })),
      ...Object.entries(lists).map(([interactionType, names]) => ({
        interactionType,
        ...Object.fromEntries(names.map((name) => [name, [{ id: 'a', description: { en: 'A' } }, { id: 'b' }]])),
      })),
    ];
    await take(right, places);
  });

  it('is refused with a time that is none, and tells the editions apart', async () => {
    const at = (timestamp: unknown) => ({ timestamp });
    await refuse(['yesterday', '2026-02-30T10:00:00Z', '2026-03-01T10:00:00-00:00', 5].map(at), anywhere);
    await take(['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.123+02:00'].map(at), anywhere);
    for (const loose of ['2026-03-01T10:00:00', '2026-03-01T10:00Z', '20260301']) {
      expect(await statusOf(lrs, sample(at(loose)), '2.0.0')).toBe(400);
    }
    expect(await statusOf(lrs, sample(at('2026-03-01T10:00:00')), '1.0.3')).toBe(200);
  });

  it('is refused with the version of another edition', async () => {
    const status = (version: unknown, edition: string) => statusOf(lrs, sample({ version }), edition);
    for (const version of ['1.0.0', '1.0.3', '1.0.9']) expect(await status(version, '1.0.3')).toBe(200);
    for (const version of ['2.0.0', '0.9.5', '1.1.0', '1', 1]) expect(await status(version, '1.0.3')).toBe(400);
    expect(await status('2.0.0', '2.0.0')).toBe(200);
    for (const version of ['3.0.0', 'two', 2]) expect(await status(version, '2.0.0')).toBe(400);
  });

  it('may hold one statement, which has no life of its own and holds no other', async () => {
    await take([{}], { inner: () => inner({}) });
    const wrong = ['id', 'stored', 'version', 'authority'] as const;
    const values = {
      id: '7d4e2a80-0000-4000-8000-000000000001',
      stored: '2026-03-01T10:00:00Z',
      version: '1.0.0',
      authority: learner('a'),
    };
    await refuse(
      wrong.map((name) => ({ [name]: values[name] })),
      { inner: (part) => inner(part) },
    );
    await refuse([inner({}).object], { nested: (object) => inner({ object }) });
  });

  it('that voids names a statement', async () => {
    const voided = verb('voided');
    await refuse([activity('one'), learner('a')], { object: (object) => sample({ verb: voided, object }) });
  });
});
