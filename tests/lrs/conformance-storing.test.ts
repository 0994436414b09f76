// Storing and voiding statements: xAPI 1.0.3 Data 2.3, Communication 2.1.1, 2.1.2; xAPI 2.0 4.1.6.1, 4.2.5.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/xapi/json.js';
import { eachDatabase } from './each-database.js';
import { activity, authority, learner, sample, verb } from './samples.js';
import { startLrs, type TestServer } from './server.js';
import { query, reference, statementReader } from './statement-reader.js';

const two = { 'X-Experience-API-Version': '2.0.0' };

eachDatabase('statements', (fresh) => {
  let lrs: TestServer;
  beforeAll(async () => {
    // A page of two, under a path of its own, as behind a proxy that leaves the path alone.
    lrs = await startLrs({ database: await fresh(), mount: '/lrs/xapi', pageSize: 2 });
  });
  afterAll(async () => {
    expect(lrs.errors).toEqual([]);
    await lrs.stop();
  });
  const { post, get, statusOf, idsOf } = statementReader(() => lrs);

  describe('are stored', () => {
    it('all of a request or none', async () => {
      const good = sample();
      const answer = await post([good, sample({ verb: {} }), sample({ actor: {} })]);
      expect([answer.status, (await answer.json()).faults.map((one: JsonObject) => one.path)]).toEqual([
        400,
        ['$[1].verb.id', '$[2].actor'],
      ]);
      expect(await statusOf({ statementId: good.id })).toBe(404);
    });

    it('again without harm when they say the same, and never when they say something else', async () => {
      const one = sample({ actor: { ...learner('same'), name: 'Before' } });
      const same = { ...one, id: one.id.toUpperCase(), actor: { ...learner('same'), name: 'After' } };
      const fresh = sample();
      expect((await post(one)).status).toBe(200);
      expect((await lrs.call('PUT', query({ statementId: one.id }), { body: same })).status).toBe(204);
      expect((await post([same, fresh])).status).toBe(200);
      expect((await get(one.id)).actor.name).toBe('Before');
      expect((await get(fresh.id)).id).toBe(fresh.id);
      const other = sample();
      const conflict = await post([other, { ...one, object: activity('other') }]);
      expect([conflict.status, (await conflict.json()).error]).toEqual([409, expect.stringContaining(one.id)]);
      expect(await statusOf({ statementId: other.id })).toBe(404);
      const put = await lrs.call('PUT', query({ statementId: one.id }), { body: { ...one, verb: verb('failed') } });
      expect(put.status).toBe(409);
    });

    it('with id, time, version and authority, the sender having no say in the last', async () => {
      const { id: _id, ...unnamed } = sample({ authority: learner('impostor'), stored: '2001-01-01T00:00:00Z' });
      const [id] = await (await post(unnamed)).json();
      const kept = await get(id);
      expect(kept).toMatchObject({ id, timestamp: kept.stored, version: '1.0.0' });
      expect(kept.authority).toEqual({
        objectType: 'Agent',
        account: { homePage: 'https://store.example/', name: lrs.admin.id },
      });
      expect(Math.abs(Date.parse(kept.stored) - Date.now())).toBeLessThan(600_000);
    });

    it('with the time as it was sent in 1.0.3, and in UTC in 2.0', async () => {
      const timestamp = '2026-03-01T10:00:00.5+02:00';
      const [old, late] = [sample({ timestamp }), sample({ timestamp })];
      await post(old);
      await post(late, two);
      expect((await get(old.id)).timestamp).toBe(timestamp);
      expect((await get(late.id)).timestamp).toBe('2026-03-01T08:00:00.500Z');
    });

    it('with lists where one context activity was sent', async () => {
      const one = sample({ context: { contextActivities: { parent: activity('p'), other: [activity('o')] } } });
      await post(one);
      const { contextActivities } = (await get(one.id)).context;
      expect(contextActivities).toEqual({ parent: [activity('p')], other: [activity('o')] });
    });

    it('with context agents and groups in 2.0 only, and are found by them', async () => {
      const who = learner(randomUUID());
      const group = { objectType: 'Group', mbox: `mailto:${randomUUID()}@store.example` };
      const relevantTypes = ['https://courses.example/types/coach'];
      const one = sample({
        context: {
          contextAgents: [{ objectType: 'contextAgent', agent: who, relevantTypes }],
          contextGroups: [{ objectType: 'contextGroup', group, relevantTypes }],
        },
      });
      expect((await post(one)).status).toBe(400);
      for (const relevant of [[], ['coach'], 'https://courses.example/types/coach']) {
        const contextAgents = [{ objectType: 'contextAgent', agent: who, relevantTypes: relevant }];
        expect((await post(sample({ context: { contextAgents } }), two)).status).toBe(400);
      }
      expect((await post(one, two)).status).toBe(200);
      for (const agent of [who, group]) {
        expect(await idsOf({ agent: JSON.stringify(agent), related_agents: 'true' })).toEqual([one.id]);
        expect(await idsOf({ agent: JSON.stringify(agent) })).toEqual([]);
      }
      const shown = await (await lrs.call('GET', query({ statementId: one.id, format: 'ids' }))).json();
      expect(shown.context.contextAgents[0]).toEqual({ objectType: 'contextAgent', agent: who, relevantTypes });
    });
  });

  describe('are voided', () => {
    it('by a later statement: then only voidedStatementId gives them, and the voiding one stays', async () => {
      const [one, voiding] = [sample(), sample()];
      const voids = { ...voiding, verb: verb('voided'), object: reference(one.id) };
      await post(one);
      expect((await post(voids)).status).toBe(200);
      expect(await statusOf({ statementId: one.id })).toBe(404);
      expect(await statusOf({ voidedStatementId: one.id })).toBe(200);
      expect(await statusOf({ statementId: voiding.id })).toBe(200);
      expect(await statusOf({ voidedStatementId: voiding.id })).toBe(404);
      // A voiding statement can't be voided, and what is not there may be voided beforehand.
      expect((await post(sample({ verb: verb('voided'), object: reference(voiding.id) }))).status).toBe(200);
      expect(await statusOf({ statementId: voiding.id })).toBe(200);
    });

    it('together with nothing: what refers to them is still found by what they said', async () => {
      const object = activity(randomUUID());
      const [one, about] = [sample({ object }), sample({ actor: learner('teacher') })];
      await post(one);
      await post({ ...about, object: reference(one.id) });
      await post(sample({ verb: verb('voided'), object: reference(one.id), actor: learner('admin') }));
      const found = await idsOf({ activity: object.id });
      expect(found).toContain(about.id);
      expect(found).not.toContain(one.id);
    });
  });
});

it('answers 200 for what is stored although a session could not take note of it, and reports that', async () => {
  const trouble = new Error('no note taken');
  const guard = {
    statements: () => null,
    document: () => null,
    other: () => null,
    stored: () => {
      throw trouble;
    },
  };
  const lrs = await startLrs({ authenticate: async () => ({ id: 'session', scopes: ['all'], authority, guard }) });
  try {
    const one = sample();
    const answer = await lrs.call('POST', 'statements', { body: one });
    expect([answer.status, await answer.json()]).toEqual([200, [one.id]]);
    expect(lrs.errors).toEqual([trouble]);
    expect((await lrs.call('GET', query({ statementId: one.id }))).status).toBe(200);
  } finally {
    await lrs.stop();
  }
});
