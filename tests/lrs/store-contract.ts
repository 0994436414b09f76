import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RecordStore, StatementConflict, type StatementQuery } from '../../src/lrs/store.js';
import { identityOf } from '../../src/xapi/identity.js';
import { activity, authority, batch, learner, sample, verb } from './samples.js';

/** What every record store does, whatever database is under it. `open` gives a new, empty one. */
export function storeContract(
  name: string,
  open: () => Promise<{ store: RecordStore; done: () => Promise<void> }>,
): void {
  describe(`record store on ${name}`, () => {
    let store: RecordStore;
    let done: () => Promise<void>;
    beforeAll(async () => {
      ({ store, done } = await open());
    });
    afterAll(() => done());

    const ids = async (query: Partial<StatementQuery>) =>
      (await store.find({ limit: 100, ...query })).statements.map((one) => one.id);

    describe('storing', () => {
      it('keeps a statement with stored, timestamp, authority and version', async () => {
        const one = sample({ authority: learner('forged') });
        expect(await store.insert(batch([one]))).toEqual([one.id]);
        const found = JSON.parse((await store.statement(one.id, false))?.json ?? '{}');
        expect(found).toMatchObject({ ...one, authority, version: '1.0.0' });
        expect(found.timestamp).toBe(found.stored);
        expect(Math.abs(Date.parse(found.stored) - Date.now())).toBeLessThan(60_000);
      });

      it('takes the same statement again without storing it twice', async () => {
        const one = sample({
          context: { contextActivities: { parent: activity('p') } },
          result: { duration: 'PT1.239S' },
        });
        await store.insert(batch([one]));
        const other = {
          ...one,
          id: one.id.toUpperCase(),
          verb: { ...verb('experienced'), display: { es: 'x' } },
          result: { duration: 'PT1.23S' },
        };
        await store.insert(batch([other, sample()]));
        expect(
          (await ids({ activity: 'https://courses.example/p', relatedActivities: true })).filter((id) => id === one.id),
        ).toHaveLength(1);
      });

      it('refuses another statement under a used id, and stores nothing of its request', async () => {
        const one = sample();
        await store.insert(batch([one]));
        const innocent = sample();
        await expect(store.insert(batch([innocent, { ...one, verb: verb('passed') }]))).rejects.toThrow(
          StatementConflict,
        );
        expect(await store.statement(innocent.id, false)).toBeUndefined();
      });

      it('does not let one request’s conflict touch another that shares its commit', async () => {
        const one = sample();
        await store.insert(batch([one]));
        const good = sample();
        const [bad, fine] = await Promise.allSettled([
          store.insert(batch([{ ...one, verb: verb('passed') }])),
          store.insert(batch([good])),
        ]);
        expect(bad.status).toBe('rejected');
        expect(fine.status).toBe('fulfilled');
        expect(await store.statement(good.id, false)).toBeDefined();
      });

      it('counts exactly under eight concurrent batches of fifty that share actors and activities', async () => {
        const registration = randomUUID();
        const made = Array.from({ length: 8 }, (_, n) =>
          Array.from({ length: 50 }, (_, i) =>
            sample({
              actor: learner(`l${i % 7}`),
              object: activity(`c${(i + n) % 5}`, `c${i}`),
              context: { registration },
            }),
          ),
        );
        await Promise.all(made.map((statements) => store.insert(batch(statements))));
        const found = await ids({ registration, limit: 1000 });
        expect(found).toHaveLength(400);
        expect(new Set(found)).toEqual(new Set(made.flat().map((one) => one.id)));
      });

      it('tells listeners of what is new, and only of that', async () => {
        const heard: string[] = [];
        const stop = store.onStored((statements) => heard.push(...statements.map((s) => s.id)));
        const one = sample();
        await store.insert(batch([one]));
        await store.insert(batch([one]));
        stop();
        await store.insert(batch([sample()]));
        expect(heard).toEqual([one.id]);
      });
    });

    describe('finding', () => {
      const registration = randomUUID();
      const team = { objectType: 'Group', name: 't', member: [learner('member')] };
      const made = [
        sample({ actor: learner('finder'), object: activity('f1'), context: { registration } }),
        sample({
          actor: learner('finder'),
          verb: verb('passed'),
          object: activity('f2'),
          context: { registration, contextActivities: { parent: [activity('f1')] } },
        }),
        sample({
          actor: learner('other'),
          object: activity('f1'),
          context: { registration, instructor: learner('finder') },
        }),
        sample({ actor: team, object: activity('f3'), context: { registration } }),
        sample({
          actor: learner('other'),
          object: { objectType: 'SubStatement', actor: learner('inner'), verb: verb('passed'), object: activity('f4') },
          context: { registration },
        }),
      ];
      const at = (...places: number[]) => places.map((place) => made[place]?.id);
      const agent = (name: string) => identityOf(learner(name)) ?? '';
      beforeAll(async () => {
        for (const one of made) await store.insert(batch([one]));
      });

      it('gives the newest first, or the oldest', async () => {
        expect(await ids({ registration })).toEqual(at(4, 3, 2, 1, 0));
        expect(await ids({ registration, ascending: true })).toEqual(at(0, 1, 2, 3, 4));
        expect(await ids({ registration: registration.toUpperCase(), limit: 2 })).toEqual(at(4, 3));
      });

      it('filters by agent, as actor or object or member of these', async () => {
        expect(await ids({ registration, agent: agent('finder') })).toEqual(at(1, 0));
        expect(await ids({ agent: agent('member') })).toEqual(at(3));
        expect(await ids({ agent: agent('nobody') })).toEqual([]);
      });

      it('filters by related agents: instructor, substatement, authority', async () => {
        expect(await ids({ agent: agent('finder'), relatedAgents: true })).toEqual(at(2, 1, 0));
        expect(await ids({ agent: agent('inner') })).toEqual([]);
        expect(await ids({ agent: agent('inner'), relatedAgents: true })).toEqual(at(4));
        expect(await ids({ agent: identityOf(authority) ?? '', relatedAgents: true, registration })).toHaveLength(5);
        expect(await ids({ agent: identityOf(authority) ?? '' })).toEqual([]);
      });

      it('filters by verb and by activity', async () => {
        expect(await ids({ registration, verb: verb('passed').id })).toEqual(at(1));
        expect(await ids({ activity: activity('f1').id })).toEqual(at(2, 0));
        expect(await ids({ activity: activity('f1').id, relatedActivities: true })).toEqual(at(2, 1, 0));
        expect(await ids({ activity: activity('f4').id, relatedActivities: true })).toEqual(at(4));
      });

      it('joins filters, whichever leads the search', async () => {
        expect(await ids({ agent: agent('finder'), activity: activity('f1').id })).toEqual(at(0));
        expect(
          await ids({
            agent: agent('finder'),
            relatedAgents: true,
            activity: activity('f1').id,
            relatedActivities: true,
          }),
        ).toEqual(at(2, 1, 0));
        expect(
          await ids({ agent: agent('finder'), verb: verb('passed').id, activity: activity('f2').id, registration }),
        ).toEqual(at(1));
        expect(await ids({ agent: agent('finder'), verb: verb('failed').id })).toEqual([]);
        expect(await ids({ activity: activity('f1').id, verb: verb('experienced').id })).toEqual(at(2, 0));
      });

      it('filters by time of storing: after since, up to until', async () => {
        const times = await Promise.all(
          made.map(async (one) => Date.parse(JSON.parse((await store.statement(one.id, false))?.json ?? '{}').stored)),
        );
        const since = times[1] ?? 0;
        expect(new Set(await ids({ registration, since }))).toEqual(
          new Set(made.filter((_, n) => (times[n] ?? 0) > since).map((one) => one.id)),
        );
        expect(new Set(await ids({ registration, until: since }))).toEqual(
          new Set(made.filter((_, n) => (times[n] ?? 0) <= since).map((one) => one.id)),
        );
      });

      it('filters by authority', async () => {
        const other = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'key-2' } } as const;
        const one = sample({ context: { registration: randomUUID() } });
        await store.insert({ ...batch([one]), authority: other });
        expect(await ids({ authority: identityOf(other) ?? '' })).toEqual([one.id]);
        expect(await ids({ authority: identityOf(other) ?? '', verb: verb('experienced').id })).toEqual([one.id]);
        expect(
          await ids({
            authority: identityOf(authority) ?? '',
            registration: JSON.parse(JSON.stringify(one)).context.registration,
          }),
        ).toEqual([]);
      });

      it('pages through everything once, in both directions, while more arrives', async () => {
        for (const ascending of [false, true]) {
          const mine = randomUUID();
          const all = Array.from({ length: 25 }, () => sample({ context: { registration: mine } }));
          await store.insert(batch(all));
          const seen: string[] = [];
          let cursor: string | null = null;
          do {
            const page = await store.find({
              registration: mine,
              limit: 10,
              ascending,
              ...(cursor === null ? {} : { cursor }),
            });
            expect(page.statements.length).toBeGreaterThan(0);
            seen.push(...page.statements.map((one) => one.id));
            cursor = page.next;
            if (!ascending) await store.insert(batch([sample({ context: { registration: mine } })]));
          } while (cursor !== null);
          const order = all.map((one) => one.id);
          expect(seen).toEqual(ascending ? order : order.reverse());
        }
      });

      it('ends exactly at the last page when it is full', async () => {
        const mine = randomUUID();
        await store.insert(batch(Array.from({ length: 10 }, () => sample({ context: { registration: mine } }))));
        expect((await store.find({ registration: mine, limit: 10 })).next).toBeNull();
      });

      it('vouches only for the past', async () => {
        const one = sample();
        await store.insert(batch([one]));
        const through = await store.consistentThrough();
        expect(through).toBeLessThan(Date.now());
        expect(Date.now() - through).toBeLessThan(60_000);
      });
    });

    describe('voiding and references', () => {
      const ref = (id: string) => ({ objectType: 'StatementRef', id });

      it('hides a voided statement, also one that comes after its voiding', async () => {
        for (const voidingFirst of [false, true]) {
          const mine = randomUUID();
          const one = sample({ context: { registration: mine } });
          const voiding = sample({ verb: verb('voided'), object: ref(one.id) });
          for (const next of voidingFirst ? [voiding, one] : [one, voiding]) await store.insert(batch([next]));
          expect(await store.statement(one.id, false)).toBeUndefined();
          expect((await store.statement(one.id, true))?.id).toBe(one.id);
          // What points at the voided statement is still found by what that said.
          expect(await ids({ registration: mine })).toEqual([voiding.id]);
        }
      });

      it('does not void a voiding statement', async () => {
        const one = sample();
        const voiding = sample({ verb: verb('voided'), object: ref(one.id) });
        const again = sample({ verb: verb('voided'), object: ref(voiding.id) });
        await store.insert(batch([one, voiding, again]));
        expect(await store.statement(voiding.id, false)).toBeDefined();
        expect(await store.statement(one.id, false)).toBeUndefined();
      });

      it('finds a statement by what it refers to, through any number of steps and in any order of arrival', async () => {
        for (const order of [
          [0, 1, 2],
          [2, 1, 0],
          [1, 2, 0],
          [0, 2, 1],
        ]) {
          const mine = randomUUID();
          const who = `ref-${mine}`;
          const target = sample({
            actor: learner(who),
            object: activity(`r-${mine}`),
            context: { registration: mine },
          });
          const first = sample({ actor: learner('commenter'), verb: verb('commented'), object: ref(target.id) });
          const second = sample({ actor: learner('commenter'), verb: verb('liked'), object: ref(first.id) });
          const made = [target, first, second];
          for (const place of order) await store.insert(batch(made.filter((_, n) => n === place)));
          const all = new Set(made.map((one) => one.id));
          expect(new Set(await ids({ registration: mine })), order.join()).toEqual(all);
          expect(new Set(await ids({ agent: identityOf(learner(who)) ?? '' }))).toEqual(all);
          expect(new Set(await ids({ activity: activity(`r-${mine}`).id }))).toEqual(all);
          expect(new Set(await ids({ activity: activity(`r-${mine}`).id, verb: verb('experienced').id }))).toEqual(all);
          // Both filters must hold for one and the same statement.
          expect(await ids({ activity: activity(`r-${mine}`).id, verb: verb('liked').id })).toEqual([]);
        }
      });
    });

    describe('documents', () => {
      const address = {
        resource: 'activities/state',
        activity: 'https://courses.example/d',
        agent: 'account|a|x:',
        registration: '',
        id: 'bookmark',
      } as const;
      const text = (content: string) => ({ content: Buffer.from(content), contentType: 'text/plain' });
      beforeEach(() => store.deleteDocuments(address, undefined));

      it('gives back the same bytes with a tag that changes with them', async () => {
        const bytes = Buffer.from([0, 255, 10, 13, 128]);
        await store.changeDocument(address, () => ({ content: bytes, contentType: 'application/octet-stream' }));
        const first = await store.document(address);
        expect(Buffer.from(first?.content ?? [])).toEqual(bytes);
        expect(first?.contentType).toBe('application/octet-stream');
        await store.changeDocument(address, () => text('b'));
        const second = await store.document(address);
        expect(second?.etag).not.toBe(first?.etag);
        expect(second?.updated).toBeGreaterThan(first?.updated ?? 0);
      });

      it('changes nothing when the decision throws, and deletes on null', async () => {
        await store.changeDocument(address, () => text('a'));
        const no = () => {
          throw new Error('no');
        };
        await expect(store.changeDocument(address, no)).rejects.toThrow('no');
        expect(Buffer.from((await store.document(address))?.content ?? []).toString()).toBe('a');
        await store.changeDocument(address, () => null);
        expect(await store.document(address)).toBeUndefined();
      });

      it('loses no update of many at once', async () => {
        const add = () =>
          store.changeDocument(address, (now) =>
            text(String(Number(Buffer.from(now?.content ?? []).toString() || '0') + 1)),
          );
        await Promise.all(Array.from({ length: 40 }, add));
        expect(Buffer.from((await store.document(address))?.content ?? []).toString()).toBe('40');
      });

      it('keeps registrations apart and lists by time', async () => {
        const registration = randomUUID();
        await store.changeDocument(address, () => text('a'));
        const before = (await store.document(address))?.updated ?? 0;
        await store.changeDocument({ ...address, registration, id: 'later' }, () => text('b'));
        const later = await store.document({ ...address, registration, id: 'later' });
        expect(await store.documentIds(address, undefined, undefined)).toEqual(['bookmark', 'later']);
        expect(await store.documentIds(address, registration, undefined)).toEqual(['later']);
        expect(await store.documentIds(address, undefined, later?.updated)).toEqual([]);
        expect(await store.documentIds(address, undefined, before - 1)).toContain('bookmark');
        await store.deleteDocuments(address, registration);
        expect(await store.documentIds(address, undefined, undefined)).toEqual(['bookmark']);
      });
    });

    describe('what it learns', () => {
      it('merges definitions by language, and only from those who may define', async () => {
        const id = `https://courses.example/${randomUUID()}`;
        const say = (definition: object, define: boolean) =>
          store.insert({ ...batch([sample({ object: { id, definition } })]), define });
        await say({ name: { en: 'One' }, type: 'https://x.example/a' }, true);
        await say({ name: { es: 'Uno' }, type: 'https://x.example/b' }, true);
        await say({ name: { en: 'Spoilt' } }, false);
        expect(await store.activityDefinition(id)).toEqual({
          name: { en: 'One', es: 'Uno' },
          type: 'https://x.example/b',
        });
        expect(await store.activityDefinition(`${id}-unknown`)).toBeUndefined();
      });

      it('collects the names of an agent', async () => {
        const one = learner(randomUUID());
        for (const name of ['A', 'B', 'A']) await store.insert(batch([sample({ actor: { ...one, name } })]));
        expect(await store.agentNames(identityOf(one) ?? '')).toEqual(['A', 'B']);
      });

      it('keeps attachments by hash', async () => {
        const file = { sha2: 'ab'.repeat(32), contentType: 'text/plain', content: Buffer.from('x') };
        const one = sample({
          attachments: [
            {
              usageType: 'https://x.example/u',
              display: { en: 'x' },
              contentType: 'text/plain',
              length: 1,
              sha2: file.sha2,
            },
          ],
        });
        await store.insert({ ...batch([one]), attachments: [file] });
        // What comes with a statement that is stored already, or belongs to none, is not kept: nothing would ever remove it.
        const stray = { ...file, sha2: 'cd'.repeat(32) };
        await store.insert({ ...batch([one]), attachments: [file, stray] });
        expect([...(await store.attachments([stray.sha2])).keys()]).toEqual([]);
        await store.insert({ ...batch([sample()]), attachments: [file] });
        const found = await store.attachments([file.sha2.toUpperCase(), 'cd'.repeat(32)]);
        expect([...found.keys()]).toEqual([file.sha2]);
        expect(Buffer.from(found.get(file.sha2)?.content ?? []).toString()).toBe('x');
      });
    });

    describe('credentials', () => {
      const one = {
        id: 'c1',
        label: 'first',
        secretHash: 'ff',
        scopes: ['all'],
        homePage: 'https://x.example/',
        created: 5,
        revoked: null,
        expires: null,
        activities: null,
        requestsAMinute: null,
      } as const;
      it('adds the first one only once, lists and revokes', async () => {
        expect(await store.addCredential(one, true)).toBe(true);
        expect(await store.addCredential({ ...one, id: 'c2' }, true)).toBe(false);
        expect(await store.addCredential({ ...one, id: 'c3', created: 6 }, false)).toBe(true);
        expect((await store.credentials()).map((c) => c.id)).toEqual(['c1', 'c3']);
        expect(await store.revokeCredential('c3', 9)).toBe(true);
        expect(await store.revokeCredential('c3', 10)).toBe(false);
        expect(await store.credential('c3')).toEqual({ ...one, id: 'c3', created: 6, revoked: 9 });
        expect(await store.credential('c9')).toBeUndefined();
      });
    });
  });
}
