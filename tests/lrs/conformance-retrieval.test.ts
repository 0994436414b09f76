// Finding and showing statements: xAPI 1.0.3 Data 2.5, Communication 2.1.3, 2.4, 2.5; xAPI 2.0 4.1.6.1, .3, .4.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/xapi/json.js';
import { eachDatabase } from './each-database.js';
import { activity, learner, sample, verb } from './samples.js';
import { startLrs, type TestServer } from './server.js';
import { query, reference, statementReader } from './statement-reader.js';

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

    it('with a Consistent-Through that passes the time of storing, also while the query itself is refused', async () => {
      const one = sample();
      await post(one);
      const stored = Date.now();
      const through = async () => {
        const refused = await lrs.call('GET', query({ statementId: one.id, verb: 'https://example.org/v' }));
        expect(refused.status).toBe(400);
        return Date.parse(refused.headers.get('X-Experience-API-Consistent-Through') ?? '');
      };
      // Nobody writes meanwhile: time alone must move it.
      await expect.poll(through).toBeGreaterThan(stored);
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
