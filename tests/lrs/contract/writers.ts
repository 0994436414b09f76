import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/lrs/open-store.js';
import type { RecordStore } from '../../../src/lrs/store.js';
import { activity, batch, learner, sample, verb } from '../samples.js';

/** What holds when several stores (each as a process would have it) write to one database. */
export function writersContract(fresh: () => Promise<string>): void {
  const opened = async (count: number, run: (stores: readonly RecordStore[]) => Promise<void>) => {
    const database = await fresh();
    const stores: RecordStore[] = [];
    for (let n = 0; n < count; n++) stores.push(await openStore(database, Date.now));
    await run(stores);
    for (const store of stores) await store.close();
  };
  const shared = (many: number, registration: string) =>
    Array.from({ length: many }, (_, n) =>
      Array.from({ length: 100 }, (__, i) =>
        sample({
          actor: { ...learner(`l${(i * 7 + n) % 13}`), name: `Name ${(i + n) % 5}` },
          verb: verb(['experienced', 'answered', 'passed'][i % 3] ?? ''),
          object: activity(`c${(i + n * 3) % 11}`, `Title ${(i + n) % 4}`),
          context: { registration },
        }),
      ),
    );

  it.each([4, 16])(
    'stores %i batches of 100 at once exactly, over shared actors and activities, with ordered keys',
    (many) =>
      opened(2, async (stores) => {
        const registration = randomUUID();
        const made = shared(many, registration);
        await Promise.all(made.map((statements, n) => stores[n % 2]?.insert(batch(statements))));
        const { statements } = await (stores[0] ?? never()).find({ limit: 5000, registration, ascending: true });
        const keys = statements.map((one) => Number(one.cursor));
        expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
        expect(new Set(statements.map((one) => one.id))).toEqual(new Set(made.flat().map((one) => one.id)));
        expect(keys).toHaveLength(many * 100);
        // Each request's statements stand together, in the order sent.
        const order = statements.map((one) => one.id);
        for (const request of made) {
          const start = order.indexOf(request[0]?.id ?? '');
          expect(order.slice(start, start + 100)).toEqual(request.map((one) => one.id));
        }
      }),
  );

  it('gives who follows the newest by cursor each statement once, and misses none, while two write', () =>
    opened(3, async ([reader = never(), ...writers]) => {
      const sent: string[] = [];
      let writing = true;
      const write = async (store: RecordStore) => {
        for (let n = 0; n < 40; n++) sent.push(...(await store.insert(batch([sample(), sample(), sample()]))));
      };
      const all = Promise.all(writers.map(write)).finally(() => {
        writing = false;
      });
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let last = false; !last; ) {
        last = !writing;
        for (;;) {
          const page = await reader.find({ limit: 7, ascending: true, ...(cursor === undefined ? {} : { cursor }) });
          seen.push(...page.statements.map((one) => one.id));
          cursor = page.statements.at(-1)?.cursor ?? cursor;
          if (page.next === null) break;
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await all;
      expect(new Set(seen).size).toBe(seen.length);
      expect(new Set(seen)).toEqual(new Set(sent));
      expect(seen).toHaveLength(240);
    }));

  it('serves usual requests beside one with a newcomer, one that repeats, one that refers and one in conflict, each by its own', () =>
    opened(1, async ([store = never()]) => {
      const taken = sample();
      await store.insert(batch([taken]));
      const usual = Array.from({ length: 8 }, () => sample());
      const newcomer = sample({ actor: learner('newcomer') });
      const voiding = sample({ verb: verb('voided'), object: { objectType: 'StatementRef', id: usual[3]?.id ?? '' } });
      const conflict = { ...taken, verb: verb('other') };
      const asked = [...usual.slice(0, 4), newcomer, taken, conflict, voiding, ...usual.slice(4)];
      const answers = await Promise.allSettled(asked.map((one) => store.insert(batch([one]))));
      expect(answers.map(({ status }) => status)).toEqual(
        asked.map((one) => (one === conflict ? 'rejected' : 'fulfilled')),
      );
      const { statements } = await store.find({ limit: 100, ascending: true });
      const keys = statements.map((one) => Number(one.cursor));
      expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
      const voided = usual[3]?.id;
      expect(new Set(statements.map((one) => one.id))).toEqual(
        new Set([taken, newcomer, voiding, ...usual].map((one) => one.id).filter((id) => id !== voided)),
      );
      expect(await store.statement(voided ?? '', true)).toMatchObject({ id: voided });
    }));

  it('remembers nothing of what was rolled back', () =>
    opened(1, async ([store = never()]) => {
      const taken = sample();
      await store.insert(batch([taken]));
      const fresh = {
        actor: { ...learner('rolled-back'), name: 'R' },
        verb: verb('rolled'),
        object: activity('rolled', 'Rolled'),
      };
      // Refused as a whole, with all that is new in it.
      await expect(store.insert(batch([sample(fresh), { ...taken, verb: verb('other') }]))).rejects.toThrow();
      expect(await store.activityDefinition(activity('rolled').id)).toBeUndefined();
      const again = sample(fresh);
      await store.insert(batch([again]));
      const agent = 'account|rolled-back|https://lms.example/';
      expect((await store.find({ limit: 5, agent, verb: verb('rolled').id })).statements.map((one) => one.id)).toEqual([
        again.id,
      ]);
      expect(await store.agentNames(agent)).toEqual(['R']);
      expect(await store.activityDefinition(activity('rolled').id)).toEqual({ name: { 'en-US': 'Rolled' } });
    }));

  it('takes over what another writer said of an activity or a person, though it remembers both', () =>
    opened(2, async ([one = never(), two = never()]) => {
      const id = activity('known').id;
      const say = (store: RecordStore, definition: object, name: string) =>
        store.insert(batch([sample({ actor: { ...learner('known'), name }, object: { id, definition } })]));
      await say(one, { name: { en: 'A' } }, 'N1');
      await say(two, { name: { en: 'A' } }, 'N1');
      await say(two, { name: { es: 'A2' } }, 'N2');
      await say(one, { name: { en: 'A' }, type: 'https://x.example/t' }, 'N3');
      expect(await one.activityDefinition(id)).toEqual({ name: { en: 'A', es: 'A2' }, type: 'https://x.example/t' });
      await say(two, { name: { en: 'B' } }, 'N1');
      await say(one, { name: { en: 'A' } }, 'N2');
      expect(await two.activityDefinition(id)).toEqual({ name: { en: 'A', es: 'A2' }, type: 'https://x.example/t' });
      expect(await two.agentNames('account|known|https://lms.example/')).toEqual(['N1', 'N2', 'N3']);
    }));

  it('merges what one request says of an activity in several statements', () =>
    opened(1, async ([store = never()]) => {
      const id = activity('parts').id;
      const parts = [{ name: { en: 'A' } }, { name: { es: 'B' } }, { description: { en: 'C' } }];
      await store.insert(batch(parts.map((definition) => sample({ object: { id, definition } }))));
      expect(await store.activityDefinition(id)).toEqual({ name: { en: 'A', es: 'B' }, description: { en: 'C' } });
    }));

  it('vouches for what is committed, in every store, and never less than it did', () =>
    opened(2, async (stores) => {
      let before = 0;
      for (let n = 0; n < 20; n++) {
        await Promise.all(stores.map((store) => store.insert(batch([sample()]))));
        for (const store of stores) expect(store.lastKnownThrough()).toBeGreaterThan(0);
        const through = await (stores[n % 2] ?? never()).consistentThrough();
        expect(through).toBeGreaterThanOrEqual(before);
        before = n % 2 === 1 ? before : through;
        const later = sample();
        await (stores[1] ?? never()).insert(batch([later]));
        const { stored } = JSON.parse((await (stores[0] ?? never()).statement(later.id, false))?.json ?? '{}');
        expect(Date.parse(stored)).toBeGreaterThan(through);
      }
    }));

  it('vouches for no time in which something on its way will be stored', () =>
    opened(2, async ([store = never(), other = never()]) => {
      for (let n = 0; n < 3; n++) for (const one of [store, other]) await one.insert(batch([sample()]));
      for (let n = 0; n < 40; n++) {
        const sent = Array.from({ length: 5 }, () => sample());
        let writing = true;
        const all = Promise.all(sent.map((one) => store.insert(batch([one])))).finally(() => {
          writing = false;
        });
        let vouched = 0;
        while (writing) {
          const through = Math.max(await store.consistentThrough(), await other.consistentThrough());
          const isThere = await Promise.all(sent.map((one) => store.statement(one.id, false)));
          if (isThere.some((one) => one === undefined)) vouched = through;
          await new Promise((resolve) => setImmediate(resolve));
        }
        await all;
        const last = await store.statement(sent.at(-1)?.id ?? '', false);
        expect(Date.parse(JSON.parse(last?.json ?? '{}').stored)).toBeGreaterThan(vouched);
      }
    }));
}

function never(): never {
  throw new Error('No such store');
}
