// Storing, voiding and finding statements: xAPI 1.0.3 Data 2.3, 2.5, Communication 2.1, 2.4, 2.5; xAPI 2.0 4.1.6.1.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type JsonObject, listAt } from '../../src/xapi/json.js';
import { eachDatabase } from './each-database.js';
import { activity, authority, learner, sample, verb } from './samples.js';
import { startLrs, type TestServer } from './server.js';

const two = { 'X-Experience-API-Version': '2.0.0' };
const query = (params: Record<string, string>) => `statements?${new URLSearchParams(params)}`;
const reference = (id: string) => ({ objectType: 'StatementRef', id });

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
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    lrs.call('POST', 'statements', { body, headers });
  const get = async (id: string) => (await lrs.call('GET', query({ statementId: id }))).json();
  const statusOf = async (params: Record<string, string>) => (await lrs.call('GET', query(params))).status;
  /** Ids on all pages, each page full but the last, none empty. */
  async function idsOf(params: Record<string, string>): Promise<string[]> {
    const ids: string[] = [];
    let next = query(params);
    while (next !== '') {
      const page = await (await lrs.call('GET', next)).json();
      const found = listAt(page, 'statements').filter(isObject);
      if (ids.length > 0) expect(found.length).toBeGreaterThan(0);
      ids.push(...found.map((one) => String(one.id)));
      if (page.more !== '') expect(page.more).toMatch(/^\/lrs\/xapi\/statements\?/);
      next = page.more;
    }
    return ids;
  }

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

  describe('are found', () => {
    const object = activity(`found/${randomUUID()}?a=b&c=d+e#%C3%A9`);
    const actor = { ...learner(`weiß & "gut" ${randomUUID()}`) };
    const registration = randomUUID();
    const all = Array.from({ length: 7 }, () => sample({ object, actor, context: { registration } }));
    beforeAll(async () => {
      for (const one of all) await post(one);
    });
    const newestFirst = all.map((one) => one.id).reverse();

    it('page after page by more-links that keep every filter, also those to be escaped', async () => {
      const agent = JSON.stringify(actor);
      const everything = { agent, activity: object.id, registration, verb: verb('experienced').id };
      expect(await idsOf(everything)).toEqual(newestFirst);
      expect(await idsOf({ ...everything, ascending: 'true' })).toEqual([...newestFirst].reverse());
      expect(await idsOf({ ...everything, limit: '1', format: 'ids' })).toEqual(newestFirst);
      expect(await idsOf({ activity: object.id, limit: '0' })).toEqual(newestFirst);
      expect(await idsOf({ activity: `${object.id}x` })).toEqual([]);
    });

    it('without a more-link when the last page is just full', async () => {
      const id = `https://courses.example/full/${randomUUID()}`;
      await post([sample({ object: { id } }), sample({ object: { id } })]);
      const page = await (await lrs.call('GET', query({ activity: id }))).json();
      expect([page.statements.length, page.more]).toEqual([2, '']);
    });

    it('since and until the time of storing', async () => {
      const { stored } = await get(all[3]?.id ?? '');
      expect(await idsOf({ activity: object.id, since: stored })).toEqual(newestFirst.slice(0, 3));
      expect(await idsOf({ activity: object.id, until: stored })).toEqual(newestFirst.slice(3));
      const plus = stored.replace('Z', '+00:00');
      expect(await idsOf({ activity: object.id, until: plus })).toEqual(newestFirst.slice(3));
    });

    it('by what the statement they refer to says, through any number of references', async () => {
      const about = activity(randomUUID());
      const [first, second, third] = [sample({ object: about }), sample(), sample()];
      // The referring ones come first: what they refer to is known later.
      await post({ ...third, object: reference(second.id) });
      await post({ ...second, object: reference(first.id) });
      await post(first);
      expect(new Set(await idsOf({ activity: about.id }))).toEqual(new Set([first.id, second.id, third.id]));
    });

    it('by agents and activities anywhere in them, when related ones are wanted', async () => {
      const [who, thing] = [learner(randomUUID()), activity(randomUUID())];
      const { id: _id, ...inner } = sample({ actor: who, object: thing });
      const related = [
        sample({ context: { instructor: who, contextActivities: { grouping: [thing] } } }),
        sample({ context: { team: { objectType: 'Group', member: [who] }, contextActivities: { other: thing } } }),
        sample({ object: { objectType: 'SubStatement', ...inner } }),
      ];
      await post(related);
      const ids = related.map((one) => one.id).reverse();
      const agent = JSON.stringify(who);
      expect(await idsOf({ agent, related_agents: 'true' })).toEqual(ids);
      expect(await idsOf({ agent })).toEqual([]);
      expect(await idsOf({ activity: thing.id, related_activities: 'true' })).toEqual(ids);
      expect(await idsOf({ activity: thing.id })).toEqual([]);
    });

    it('one at a time without any filter beside, with the time of storing as Last-Modified', async () => {
      const [one] = all;
      const answer = await lrs.call('GET', query({ statementId: one?.id ?? '' }));
      const { stored } = await answer.json();
      expect(answer.headers.get('Last-Modified')).toBe(new Date(stored).toUTCString());
      for (const more of [{ agent: JSON.stringify(actor) }, { limit: '1' }, { ascending: 'true' }, { since: stored }])
        expect(await statusOf({ statementId: one?.id ?? '', ...more })).toBe(400);
      expect(await statusOf({ statementId: one?.id ?? '', voidedStatementId: randomUUID() })).toBe(400);
      expect(await statusOf({ statementId: one?.id ?? '', format: 'canonical', attachments: 'false' })).toBe(200);
    });

    it('at once: an answer vouches for nothing that it does not hold', async () => {
      const id = `https://courses.example/through/${randomUUID()}`;
      const one = sample({ object: { id } });
      await post(one);
      const answer = await lrs.call('GET', query({ activity: id }));
      const through = Date.parse(answer.headers.get('X-Experience-API-Consistent-Through') ?? '');
      const [found] = (await answer.json()).statements;
      expect(found.id).toBe(one.id);
      expect(through).toBeLessThanOrEqual(Date.now());
      expect(through).toBeGreaterThan(Date.parse(found.stored) - 60_000);
    });
  });

  describe('are shown', () => {
    const id = `https://courses.example/shown/${randomUUID()}`;
    const choices = [{ id: 'a', description: { en: 'Yes', es: 'Sí' } }];
    const definition = { name: { en: 'Course', es: 'Curso' }, interactionType: 'choice', choices };
    const one = sample({
      actor: { ...learner('shown'), name: 'S' },
      object: { objectType: 'Activity', id, definition },
    });

    it('as ids: with nothing but what identifies', async () => {
      await post(one);
      const shown = await (await lrs.call('GET', query({ statementId: one.id, format: 'ids' }))).json();
      expect(shown).toMatchObject({ actor: learner('shown'), verb: { id: verb('experienced').id } });
      expect([shown.actor.name, shown.object]).toEqual([undefined, { id }]);
      const anonymous = sample({ actor: { objectType: 'Group', name: 'G', member: [{ ...learner('m'), name: 'M' }] } });
      await post(anonymous);
      const group = await (await lrs.call('GET', query({ statementId: anonymous.id, format: 'ids' }))).json();
      expect(group.actor).toEqual({ objectType: 'Group', member: [learner('m')] });
    });

    it('as canonical: with what the store knows, one language in each map', async () => {
      await post(sample({ object: { id, definition: { name: { fr: 'Cours' }, type: 'https://courses.example/t' } } }));
      const ask = async (language: string) =>
        (
          await lrs.call('GET', query({ statementId: one.id, format: 'canonical' }), {
            headers: { 'Accept-Language': language },
          })
        ).json();
      expect((await ask('es-MX, en;q=0.5')).object.definition).toMatchObject({
        name: { es: 'Curso' },
        type: 'https://courses.example/t',
        choices: [{ id: 'a', description: { es: 'Sí' } }],
      });
      expect((await ask('fr')).object.definition.name).toEqual({ fr: 'Cours' });
      expect(Object.keys((await ask('de')).object.definition.name)).toHaveLength(1);
    });

    it('activities with all that any statement said, even those of one request', async () => {
      const activityId = `https://courses.example/said/${randomUUID()}`;
      const says = (name: JsonObject) => sample({ object: { id: activityId, definition: { name } } });
      await post([says({ en: 'Meeting' }), says({ fr: 'Réunion' })]);
      const answer = await lrs.call('GET', `activities?${new URLSearchParams({ activityId })}`);
      expect((await answer.json()).definition.name).toEqual({ en: 'Meeting', fr: 'Réunion' });
    });

    it('people with all names that were seen', async () => {
      const who = learner(randomUUID());
      await post([sample({ actor: { ...who, name: 'One' } }), sample({ actor: { ...who, name: 'Two' } })]);
      const answer = await lrs.call('GET', `agents?${new URLSearchParams({ agent: JSON.stringify(who) })}`);
      expect(await answer.json()).toEqual({ objectType: 'Person', name: ['One', 'Two'], account: [who.account] });
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
