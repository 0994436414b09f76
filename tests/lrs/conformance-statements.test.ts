// What a statement may and may not be: xAPI 1.0.3 Data 2.2 to 2.4, 4.1 to 4.6; xAPI 2.0 4.2.1 to 4.2.7.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/xapi/json.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';
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

type Place = (part: unknown) => JsonObject;
const both = ['1.0.3', '2.0.0'] as const;

async function statusOf(statements: unknown, version: string): Promise<number> {
  const headers = { 'X-Experience-API-Version': version };
  const answer = await lrs.call('POST', 'statements', { body: statements, headers });
  await answer.arrayBuffer();
  return answer.status;
}

/** Judges every combination under both editions, and compares which are refused, so that one glance shows all. */
async function judge(parts: readonly unknown[], places: Readonly<Record<string, Place>>, wanted: 200 | 400) {
  const wrong: string[] = [];
  for (const version of both) {
    for (const [place, within] of Object.entries(places)) {
      for (const part of parts) {
        const faults = validateStatement(JSON.parse(JSON.stringify(within(part))), version);
        if (faults.length > 0 !== (wanted === 400))
          wrong.push(`${version} ${place} ${JSON.stringify(part)}: ${JSON.stringify(faults)}`);
      }
      // What is right is stored, in one request; what is wrong is refused, as one for all shows.
      const sent = wanted === 200 ? parts.map(within) : within(parts[0]);
      const status = await statusOf(sent, version);
      if (status !== wanted) wrong.push(`${version} ${place}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
}

const inner = (parts: JsonObject): JsonObject => {
  const { id: _id, ...rest } = sample();
  return sample({ object: { objectType: 'SubStatement', ...rest, ...parts } });
};
const agentPlaces: Readonly<Record<string, Place>> = {
  actor: (actor) => sample({ actor }),
  object: (object) => sample({ object }),
  authority: (authority) => sample({ authority }),
  instructor: (instructor) => sample({ context: { instructor } }),
  'inner actor': (actor) => inner({ actor }),
  'inner instructor': (instructor) => inner({ context: { instructor } }),
};
const memberPlaces: Readonly<Record<string, Place>> = {
  actor: (one) => sample({ actor: { objectType: 'Group', member: [one] } }),
  team: (one) => sample({ context: { team: { objectType: 'Group', member: [one] } } }),
  'inner object': (one) => inner({ object: { objectType: 'Group', member: [learner('b'), one] } }),
};
const groupPlaces: Readonly<Record<string, Place>> = {
  actor: (actor) => sample({ actor }),
  object: (object) => sample({ object }),
  instructor: (instructor) => sample({ context: { instructor } }),
  team: (team) => sample({ context: { team } }),
  'inner actor': (actor) => inner({ actor }),
  'inner team': (team) => inner({ context: { team } }),
};
const mbox = 'mailto:learner@store.example';
const account = { homePage: 'https://lms.example/', name: 'learner' };
const sha1 = 'a'.repeat(40);

describe('agents', () => {
  const wrongAgents = [
    { objectType: 'Agent' },
    { objectType: 'agent', mbox },
    { objectType: 'Agent', mbox, account },
    { objectType: 'Agent', mbox, openid: 'https://people.example/1' },
    { objectType: 'Agent', mbox: 'learner@store.example' },
    { objectType: 'Agent', mbox: 'mailto:learner.example' },
    { objectType: 'Agent', mbox: 7 },
    { objectType: 'Agent', mbox_sha1sum: 'abc' },
    { objectType: 'Agent', mbox_sha1sum: [sha1] },
    { objectType: 'Agent', openid: 'people' },
    { objectType: 'Agent', account: { homePage: 'https://lms.example/' } },
    { objectType: 'Agent', account: { name: 'learner' } },
    { objectType: 'Agent', account: { homePage: 'lms', name: 'learner' } },
    { objectType: 'Agent', account: { ...account, name: 5 } },
    { objectType: 'Agent', account: { ...account, age: 5 } },
    { objectType: 'Agent', mbox, name: 5 },
    { objectType: 'Agent', mbox, nickname: 'L' },
    { objectType: 'Agent', mbox: null },
  ];
  it('are refused wherever they stand when they have no identifier, two, or a wrong one', async () => {
    await judge(wrongAgents, agentPlaces, 400);
    await judge(wrongAgents, memberPlaces, 400);
  });

  it('are taken with each of the four identifiers', async () => {
    const right = [{ mbox }, { mbox_sha1sum: sha1 }, { openid: 'https://people.example/1' }, { account }];
    await judge(
      right.map((identifier) => ({ objectType: 'Agent', name: 'L', ...identifier })),
      { ...agentPlaces, ...memberPlaces },
      200,
    );
    await judge(right, { ...memberPlaces, actor: (actor) => sample({ actor }) }, 200);
  });
});

describe('groups', () => {
  it('are refused without members when anonymous, with two identifiers, or within another', async () => {
    await judge(
      [
        { objectType: 'Group' },
        { objectType: 'Group', name: 'Unit' },
        { objectType: 'Group', mbox, account },
        { objectType: 'Group', mbox, member: learner('a') },
        { objectType: 'Group', member: [{ objectType: 'Group', mbox }] },
        { objectType: 'Group', member: ['learner'] },
        { objectType: 'group', mbox },
      ],
      groupPlaces,
      400,
    );
  });

  it('are taken identified or anonymous, and as authority only as a pair', async () => {
    const member = [learner('a'), learner('b')];
    await judge(
      [
        { objectType: 'Group', mbox },
        { objectType: 'Group', account, member },
        { objectType: 'Group', member },
      ],
      groupPlaces,
      200,
    );
    const authority: Record<string, Place> = { authority: (one) => sample({ authority: one }) };
    await judge([{ objectType: 'Group', member }], authority, 200);
    await judge(
      [
        { objectType: 'Group', mbox, member },
        { objectType: 'Group', member: [learner('a')] },
        { objectType: 'Group', member: [...member, learner('c')] },
      ],
      authority,
      400,
    );
    await judge([learner('a')], { team: (team) => sample({ context: { team } }) }, 400);
  });
});

describe('a statement', () => {
  const whole: Record<string, Place> = { whole: (parts) => ({ ...sample(), ...(parts as JsonObject) }) };

  it('is refused with a property that is missing, unknown, null, or in other letters', async () => {
    await judge(
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
      whole,
      400,
    );
  });

  it('is refused with an id that is no UUID, and a verb or object that has no IRI', async () => {
    await judge(
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
      whole,
      400,
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
    const places: Record<string, Place> = {
      result: (result) => sample({ result }),
      'inner result': (result) => inner({ result }),
    };
    await judge(wrong, places, 400);
    const right = [
      {},
      { extensions: {} },
      { score: { scaled: 0, raw: 5, min: 0, max: 10 } },
      ...['PT0S', 'P1Y', 'P2W', 'P1DT2H', 'PT0.5S', 'P1Y2M3DT4H5M6.78S'].map((duration) => ({ duration })),
      { extensions: { 'https://a.example/x': null } },
    ];
    await judge(right, places, 200);
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
    await judge(wrong, { context: (context) => sample({ context }), inner: (context) => inner({ context }) }, 400);
    const aboutPeople: Record<string, Place> = {
      agent: (context) => sample({ object: learner('o'), context: context as JsonObject }),
      reference: (context) =>
        sample({ object: { objectType: 'StatementRef', id: '7d4e2a80-0000-4000-8000-000000000001' }, context }),
    };
    await judge([{ revision: '1' }, { platform: 'LMS' }], aboutPeople, 400);
    await judge([{ revision: '1' }, { platform: 'LMS' }], { activity: (context) => sample({ context }) }, 200);
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
    const places: Record<string, Place> = {
      object: (definition) => sample({ object: { id: 'https://a.example/1', definition } }),
      parent: (definition) =>
        sample({ context: { contextActivities: { parent: [{ id: 'https://a.example/1', definition }] } } }),
      inner: (definition) => inner({ object: { id: 'https://a.example/1', definition } }),
    };
    await judge(wrong, places, 400);
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
    await judge(right, places, 200);
  });

  it('is refused with a time that is none, and tells the editions apart', async () => {
    const at = (timestamp: unknown) => ({ timestamp });
    await judge(['yesterday', '2026-02-30T10:00:00Z', '2026-03-01T10:00:00-00:00', 5].map(at), whole, 400);
    await judge(['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.123+02:00'].map(at), whole, 200);
    for (const loose of ['2026-03-01T10:00:00', '2026-03-01T10:00Z', '20260301']) {
      expect(await statusOf(sample(at(loose)), '2.0.0')).toBe(400);
    }
    expect(await statusOf(sample(at('2026-03-01T10:00:00')), '1.0.3')).toBe(200);
  });

  it('is refused with the version of another edition', async () => {
    const status = (version: unknown, edition: string) => statusOf(sample({ version }), edition);
    for (const version of ['1.0.0', '1.0.3', '1.0.9']) expect(await status(version, '1.0.3')).toBe(200);
    for (const version of ['2.0.0', '0.9.5', '1.1.0', '1', 1]) expect(await status(version, '1.0.3')).toBe(400);
    expect(await status('2.0.0', '2.0.0')).toBe(200);
    for (const version of ['3.0.0', 'two', 2]) expect(await status(version, '2.0.0')).toBe(400);
  });

  it('may hold one statement, which has no life of its own and holds no other', async () => {
    await judge([{}], { inner: () => inner({}) }, 200);
    const wrong = ['id', 'stored', 'version', 'authority'] as const;
    const values = {
      id: '7d4e2a80-0000-4000-8000-000000000001',
      stored: '2026-03-01T10:00:00Z',
      version: '1.0.0',
      authority: learner('a'),
    };
    await judge(
      wrong.map((name) => ({ [name]: values[name] })),
      { inner: (part) => inner(part as JsonObject) },
      400,
    );
    await judge([inner({}).object], { nested: (object) => inner({ object }) }, 400);
  });

  it('that voids names a statement', async () => {
    const voided = verb('voided');
    await judge([activity('one'), learner('a')], { object: (object) => sample({ verb: voided, object }) }, 400);
  });
});
