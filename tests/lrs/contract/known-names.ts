import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/lrs/open-store.js';
import { keysPerMillisecond } from '../../../src/lrs/sql/tables.js';
import { type NewStatement, type RecordStore, StatementConflict } from '../../../src/lrs/store.js';
import { activity, batch, learner, sample, verb } from '../samples.js';

/** What holds of statements in which a store knows every verb, agent and activity already. */
export function knownNamesContract(fresh: () => Promise<string>): void {
  const knowing = async (count: number, run: (...stores: RecordStore[]) => Promise<void>) => {
    const database = await fresh();
    const stores: RecordStore[] = [];
    for (let n = 0; n < count; n++) {
      const store = await openStore(database, Date.now);
      stores.push(store);
      for (let again = 0; again < 2; again++)
        await store.insert(batch([sample(), sample({ verb: verb('voided'), object: reference(randomUUID()) })]));
    }
    await run(...stores);
    for (const store of stores) await store.close();
  };
  const reference = (id: string) => ({ objectType: 'StatementRef', id });
  const voiding = (id: string) => sample({ verb: verb('voided'), object: reference(id) });
  const idsOf = async (store: RecordStore) =>
    (await store.find({ limit: 1000, ascending: true })).statements.map((one) => one.id);

  it('are stored as listeners are told, each with the time of its key', () =>
    knowing(1, async (store = never()) => {
      const told: NewStatement[] = [];
      store.onStored((statements) => told.push(...statements));
      const made = [
        ...Array.from({ length: 75 }, () => sample()),
        sample({ timestamp: '2026-03-14T11:02:00Z', result: { response: '","stored":"x\\ \u{1f600} \u2028' } }),
        sample({ stored: '2001-01-01T00:00:00Z', version: '1.0.1' }),
      ];
      await store.insert(batch(made));
      expect(told.map((one) => one.id)).toEqual(made.map((one) => one.id));
      for (const [n, { id, statement, cursor }] of told.entries()) {
        const { json, ...found } = (await store.statement(id, false)) ?? never();
        expect(found).toEqual({ id, cursor });
        const stored = JSON.parse(json);
        expect({ ...statement, stored: stored.stored }).toEqual(stored);
        expect(Date.parse(stored.stored)).toBe(Math.floor(Number(cursor) / keysPerMillisecond));
        expect(stored.timestamp).toBe(made[n]?.timestamp ?? stored.stored);
        // No name twice: its text would be longer than what it says.
        expect(JSON.stringify(stored)).toHaveLength(json.length);
      }
    }));

  it('are voided by what came before them, also from another process', () =>
    knowing(2, async (store = never(), other = never()) => {
      for (const voider of [store, other]) {
        const one = sample();
        await voider.insert(batch([voiding(one.id)]));
        await store.insert(batch([sample(), one]));
        expect(await store.statement(one.id, false)).toBeUndefined();
        expect((await store.statement(one.id, true))?.id).toBe(one.id);
      }
    }));

  it('are passed over when they come again, and refused when another holds the id', () =>
    knowing(2, async (store = never(), other = never()) => {
      const one = sample();
      await store.insert(batch([one]));
      const before = await idsOf(store);
      const fresh = sample();
      await other.insert(batch([one, fresh]));
      const more = sample();
      await expect(other.insert(batch([more, { ...one, object: activity('two') }]))).rejects.toThrow(StatementConflict);
      expect(await idsOf(store)).toEqual([...before, fresh.id]);
    }));

  it('are found by what was never said before, though one that came with them replaces what is known', () =>
    knowing(1, async (store = never()) => {
      const named = activity('renamed-beside', 'Before');
      await store.insert(batch([sample({ object: named })]));
      const newcomers = Array.from({ length: 8 }, (_, n) =>
        sample({
          actor: { ...learner(`beside-${n}`), name: "O'Neil" },
          verb: verb(`beside-${n}`),
          object: activity(`beside-${n}`, `It's ${n}`),
        }),
      );
      const replacing = sample({ object: activity('renamed-beside', 'After') });
      for (const asked of [
        [newcomers[0], newcomers[1], newcomers[2], newcomers[3]],
        [newcomers[4], replacing, newcomers[5], newcomers[6], newcomers[7]],
      ])
        await Promise.all(asked.map((one = never()) => store.insert(batch([one]))));
      for (const [n, { id }] of newcomers.entries()) {
        const agent = `account|beside-${n}|https://lms.example/`;
        for (const query of [{ agent }, { verb: verb(`beside-${n}`).id }, { activity: activity(`beside-${n}`).id }])
          expect((await store.find({ limit: 10, ...query })).statements.map((one) => one.id)).toEqual([id]);
        expect(await store.agentNames(agent)).toEqual(["O'Neil"]);
        expect(await store.activityDefinition(activity(`beside-${n}`).id)).toEqual({ name: { 'en-US': `It's ${n}` } });
      }
      expect(await store.activityDefinition(named.id)).toEqual({ name: { 'en-US': 'After' } });
    }));

  it('have one number for each newcomer, when two processes meet the same ones at once', () =>
    knowing(2, async (...stores) => {
      const said = Array.from({ length: 12 }, (_, n) => ({
        actor: { ...learner(`both-${n}`), name: `B${n}` },
        object: activity(`both-${n}`, `Both ${n}`),
      }));
      const sent = stores.flatMap((store) =>
        said.map((one) => {
          const made = sample(one);
          return store.insert(batch([made])).then(() => made.id);
        }),
      );
      const ids = await Promise.all(sent);
      for (const store of stores)
        for (const n of said.keys()) {
          const mine = new Set([ids[n], ids[n + said.length]]);
          const agent = `account|both-${n}|https://lms.example/`;
          for (const query of [{ agent }, { activity: activity(`both-${n}`).id }])
            expect(new Set((await store.find({ limit: 10, ...query })).statements.map((one) => one.id))).toEqual(mine);
          expect(await store.agentNames(agent)).toEqual([`B${n}`]);
        }
    }));

  it('get the numbers that agents and activities have now, after another process has changed them', () =>
    knowing(2, async (store = never(), other = never()) => {
      const mine = { actor: learner('erased'), object: activity('renamed', 'One') };
      await store.insert(batch([sample(mine)]));
      await store.insert(batch([sample(mine)]));
      const agent = 'account|erased|https://lms.example/';
      await other.erase(agent, {
        objectType: 'Agent',
        account: { homePage: 'https://store.example/', name: 'nobody' },
      });
      const again = sample(mine);
      await store.insert(batch([again]));
      expect((await other.find({ limit: 10, agent })).statements.map((one) => one.id)).toEqual([again.id]);
    }));
}

function never(): never {
  throw new Error('There is no such store');
}
