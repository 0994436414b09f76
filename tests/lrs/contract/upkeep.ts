import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordStore } from '../../../src/lrs/store.js';
import { identityOf } from '../../../src/xapi/identity.js';
import { activity, authority, batch, learner, sample, verb } from '../samples.js';

const inPlace = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'erased' } } as const;
const idOf = (name: string) => identityOf(learner(name)) ?? '';

/** What an operator may do to stored data, on any database. `open` gives a new, empty store; `now` is its clock. */
export function upkeepContract(
  name: string,
  open: () => Promise<{ store: RecordStore; done: () => Promise<void> }>,
): void {
  describe(`upkeep of a record store on ${name}`, () => {
    let store: RecordStore;
    let done: () => Promise<void>;
    beforeAll(async () => {
      ({ store, done } = await open());
    });
    afterAll(() => done());

    const insert = (statements: ReturnType<typeof sample>[], attachments: { sha2: string; text: string }[] = []) =>
      store.insert({
        statements,
        version: '1.0.3',
        authority,
        define: true,
        attachments: attachments.map(({ sha2, text }) => ({
          sha2,
          contentType: 'text/plain',
          content: Buffer.from(text),
        })),
      });
    const idsOf = async (agent: string, relatedAgents = false) =>
      (await store.find({ agent: idOf(agent), relatedAgents, limit: 100 })).statements.map((one) => one.id);
    const file = (text: string) => ({ sha2: createHash('sha256').update(text).digest('hex'), text });
    const attached = (one: { sha2: string; text: string }, usage = 'https://courses.example/essay') => ({
      attachments: [
        {
          usageType: usage,
          display: { en: 'x' },
          contentType: 'text/plain',
          length: one.text.length,
          sha2: one.sha2,
        },
      ],
    });

    it('erases a person: own statements, documents, names and files go, mentions name nobody, others stay', async () => {
      const [own, shared] = [file('only hers'), file('shared by two')];
      const hers = sample({ actor: { ...learner('ana'), name: 'A Name' }, ...attached(own) });
      const about = sample({ actor: learner('bo'), object: learner('ana') });
      const taught = sample({ actor: learner('bo'), context: { instructor: learner('ana') }, ...attached(shared) });
      const both = sample({ actor: learner('ana'), ...attached(shared) });
      const signed = sample({
        actor: learner('bo'),
        context: { instructor: learner('ana') },
        ...attached(file('sig'), 'http://adlnet.gov/expapi/attachments/signature'),
      });
      const others = sample({ actor: learner('bo') });
      const group = sample({
        actor: { objectType: 'Group', member: [learner('ana'), learner('bo')] },
        object: activity('group'),
      });
      const referring = sample({ actor: learner('cy'), object: { objectType: 'StatementRef', id: hers.id } });
      await insert([hers, about, taught, both, signed, others, group, referring], [own, shared, file('sig')]);
      const scope = { resource: 'agents/profile', activity: '', agent: idOf('ana'), registration: '' } as const;
      await store.changeDocument({ ...scope, id: 'p' }, () => ({
        content: Buffer.from('{}'),
        contentType: 'application/json',
      }));

      const session = (id: string, who: string) => ({
        id,
        secretHash: 'ff',
        scopes: ['state'] as const,
        authority,
        about: id,
        rule: { kind: 'k', data: { bounds: [{ actor: learner(who) }] } },
        expires: Date.now() + 60_000,
      });
      await store.addSession(session('hers', 'ana'), null);
      await store.addSession(session('his', 'bo'), null);

      const expected = { statements: 4, mentions: 2, documents: 1, attachments: 2, rosterEntries: 0 };
      expect(await store.dataOf(idOf('ana'))).toEqual(expected);
      expect(await store.erase(idOf('ana'), inPlace)).toEqual(expected);

      expect(await idsOf('ana', true)).toEqual([]);
      for (const gone of [hers, about, both, signed]) expect(await store.statement(gone.id, false)).toBeUndefined();
      const kept = await Promise.all([taught, group].map((one) => store.statement(one.id, false)));
      for (const one of kept) {
        expect(one?.json).toContain('"erased"');
        expect(one?.json).not.toContain('"ana"');
      }
      expect(
        (await store.find({ agent: identityOf(inPlace) ?? '', relatedAgents: true, limit: 9 })).statements,
      ).toHaveLength(2);
      expect(await idsOf('bo')).toEqual(expect.arrayContaining([others.id, taught.id, group.id]));
      // What referred to a statement of the person is not found by the person any more.
      expect(await idsOf('cy')).toEqual([referring.id]);
      expect([...(await store.attachments([own.sha2, shared.sha2])).keys()]).toEqual([shared.sha2]);
      expect(await store.documentIds(scope, '', undefined)).toEqual([]);
      expect(await store.agentNames(idOf('ana'))).toEqual([]);
      expect(await store.session('hers')).toBeUndefined();
      expect((await store.session('his'))?.id).toBe('his');
      const line = (await store.auditLines()).at(-1);
      expect(line?.action).toBe('erase');
      expect(line?.detail).not.toContain('ana');
      expect(JSON.parse(line?.detail ?? '{}')).toMatchObject(expected);
    });

    it('stores and finds a person anew who comes back after being erased', async () => {
      await insert([sample({ actor: learner('dee') })]);
      await store.erase(idOf('dee'), inPlace);
      const again = sample({ actor: learner('dee') });
      await insert([again]);
      expect(await idsOf('dee')).toEqual([again.id]);
    });

    it('erases a person who vouched for statements of others, and gives what they sent to nobody who comes later', async () => {
      const teacher = { ...learner('vouching'), objectType: 'Agent' } as const;
      const sent = sample({ actor: learner('bo') });
      await store.insert({ ...batch([sent]), authority: teacher });
      expect(await store.erase(idOf('vouching'), inPlace)).toMatchObject({ statements: 0, mentions: 1 });
      expect((await store.statement(sent.id, false))?.json).not.toContain('vouching');
      expect((await store.find({ authority: idOf('vouching'), limit: 9 })).statements).toEqual([]);
      // The next one who is new may get the number that the person had.
      const own = sample({ actor: learner('bo') });
      await store.insert({ ...batch([own]), authority: learner('newcomer') });
      const theirs = (await store.find({ authority: idOf('newcomer'), limit: 9 })).statements;
      expect(theirs.map((one) => one.id)).toEqual([own.id]);
    });

    it('finds a learner of an LMS by the roster, under every home page that the account was ever written with', async () => {
      const lms = { homePage: 'https://lms.example/', learner: 'Kim' };
      expect(await store.identitiesOf(lms.homePage, lms.learner)).toEqual([]);
      const [account = ''] = await store.accountsOf([{ ...lms, account: 'ABC-xyz_1' }], 1);
      expect(await store.identitiesOf(lms.homePage, lms.learner)).toEqual([`account|${account}|`]);
      const under = (homePage: string, name = account) => ({ objectType: 'Agent', account: { homePage, name } });
      await insert([
        sample({ actor: under('https://training.example/accounts') }),
        sample({ actor: under('https://before.example/accounts') }),
        // Others, whose accounts only begin alike.
        sample({ actor: under('https://training.example/accounts', `${account}2`) }),
        sample({ actor: under('https://training.example/accounts', 'ABC-xyz_') }),
      ]);
      const found = await store.identitiesOf(lms.homePage, lms.learner);
      expect([...found].sort()).toEqual([
        `account|${account}|https://before.example/accounts`,
        `account|${account}|https://training.example/accounts`,
      ]);
    });

    it('says that something was taken away by hand, so that what was counted is counted anew', async () => {
      const before = await store.removals();
      await insert([sample({ actor: learner('fay') })]);
      await store.note('import', {});
      expect(await store.removals()).toBe(before);
      await store.erase(idOf('fay'), inPlace);
      const after = await store.removals();
      expect(after).toBeGreaterThan(before);
      await store.prune(1, () => undefined);
      expect(await store.removals()).toBeGreaterThan(after);
    });

    it('keeps no other store’s words about a statement that a person was taken out of', async () => {
      const taught = sample({ actor: learner('bo'), context: { instructor: learner('gus') } });
      await insert([taught]);
      const key = Number((await store.statement(taught.id, false))?.cursor);
      const hold = { holder: 'h', at: 1, until: 2 };
      await store.takeForwarding('https://other.example/', hold);
      await store.moveForwarding('https://other.example/', hold, { lastKey: key, refusal: '400 gus is unknown' });
      await store.erase(idOf('gus'), inPlace);
      const [refusal] = await store.forwardRefusals('https://other.example/', 0, 10);
      expect(refusal?.key).toBe(key);
      expect(refusal?.reason).not.toContain('gus');
    });

    it('finds nothing to erase of somebody it never heard of, and says so', async () => {
      const none = { statements: 0, mentions: 0, documents: 0, attachments: 0, rosterEntries: 0 };
      expect(await store.dataOf(idOf('nobody'))).toEqual(none);
      expect(await store.erase(idOf('nobody'), inPlace)).toEqual(none);
    });

    it('prunes names and roster entries of those who appear in nothing any more, and of nobody else', async () => {
      const account = async (who: string) =>
        (await store.accountsOf([{ homePage: 'https://lms.example/', learner: who, account: who }], Date.now()))[0];
      for (const who of ['gone', 'stays']) {
        await account(who);
        await insert([sample({ actor: { ...learner(who), name: `Name of ${who}` } })]);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
      const before = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
      const later = sample({ actor: learner('stays') });
      await insert([later]);
      await store.prune(before, () => undefined);
      expect(await store.agentNames(idOf('gone'))).toEqual([]);
      expect(await store.rosterEntry('gone')).toBeUndefined();
      expect(await store.agentNames(idOf('stays'))).toEqual(['Name of stays']);
      expect((await store.rosterEntry('stays'))?.learner).toBe('stays');
      // Who comes back is found again.
      const back = sample({ actor: learner('gone') });
      await insert([back]);
      expect(await idsOf('gone')).toEqual([back.id]);
    });

    it('says how many of the statements to be pruned another store is still to get', async () => {
      const hold = { holder: 'p', at: Date.now(), until: Date.now() + 1000 };
      await store.takeForwarding('https://other.example/', hold);
      await insert([sample(), sample()]);
      const all = await store.statementsAfter(0, 1000);
      await store.moveForwarding('https://other.example/', hold, { lastKey: all.at(-2)?.key ?? 0 });
      expect((await store.olderThan(Date.now() + 1000)).notForwarded).toBe(1);
    });

    it('prunes what was stored before a time, keeps what came later, and what was voided stays voided', async () => {
      const target = sample({ actor: learner('eve') });
      const old = sample({ actor: learner('eve'), object: activity('old') });
      const voiding = sample({
        actor: learner('eve'),
        verb: verb('voided'),
        object: { objectType: 'StatementRef', id: target.id },
      });
      await insert([old, voiding]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const before = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await insert([target]);
      const due = await store.olderThan(before);
      expect(due.statements).toBeGreaterThanOrEqual(2);
      const told: number[] = [];
      expect((await store.prune(before, (n) => told.push(n))).statements).toBe(due.statements);
      expect(told.at(-1)).toBe(due.statements);
      expect(await store.olderThan(before)).toMatchObject({ statements: 0, documents: 0 });
      expect(await store.statement(old.id, false)).toBeUndefined();
      expect((await store.statement(target.id, true))?.id).toBe(target.id);
      expect(await idsOf('eve')).toEqual([]);
      expect((await store.auditLines()).at(-1)?.action).toBe('prune');
    });
  });
}
