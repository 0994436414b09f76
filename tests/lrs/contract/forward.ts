import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/lrs/open-store.js';
import type { RecordStore } from '../../../src/lrs/store.js';
import { identityOf } from '../../../src/xapi/identity.js';
import { batch, learner, sample, verb } from '../samples.js';

const url = 'https://other.example/xapi/';
const hold = (holder: string, at: number) => ({ holder, at, until: at + 1000 });

/** What forwarding stands on, on any database. `fresh` gives the place of a new, empty one. */
export function forwardContract(fresh: () => Promise<string>): void {
  describe('a forwarding', () => {
    let one: RecordStore;
    let other: RecordStore;
    beforeAll(async () => {
      const database = await fresh();
      one = await openStore(database, Date.now);
      other = await openStore(database, Date.now);
    });
    afterAll(async () => {
      await one.close();
      await other.close();
    });

    it('sees every statement in the order of storing, the voided and their voidings too', async () => {
      const doomed = sample();
      const voiding = sample({ verb: verb('voided'), object: { objectType: 'StatementRef', id: doomed.id } });
      const last = sample();
      for (const statement of [doomed, voiding, last]) await one.insert(batch([statement]));
      const all = await other.statementsAfter(0, 10);
      expect(all.map((found) => found.id)).toEqual([doomed.id, voiding.id, last.id]);
      const [first] = all;
      const behind = await other.statementsAfter(first?.key ?? 0, 1);
      expect(behind.map((found) => found.id)).toEqual([voiding.id]);
      expect(JSON.parse(behind[0]?.json ?? '{}')).toMatchObject({ ...voiding, version: '1.0.0' });
      expect(await other.waitingAfter(0, 2)).toEqual({
        count: 2,
        since: Date.parse(JSON.parse(first?.json ?? '{}').stored),
      });
      expect(await other.waitingAfter(all[2]?.key ?? 0, 10)).toEqual({ count: 0, since: null });
    });

    it('is held by one of many processes that ask at once', async () => {
      const asked = await Promise.all(
        Array.from({ length: 12 }, (_, n) => (n % 2 ? one : other).takeForwarding('many', hold(`p${n}`, 5000))),
      );
      const winners = asked.flatMap((record) => record?.holder ?? []);
      expect(winners).toHaveLength(1);
      expect((await one.forwarding('many'))?.holder).toBe(winners[0]);
    });

    it('is taken over only when the hold ran out or was let go', async () => {
      expect(await one.takeForwarding(url, hold('a', 1000))).toMatchObject({ lastKey: 0, holder: 'a', failures: 0 });
      expect(await other.takeForwarding(url, hold('b', 2000))).toBeNull();
      expect(await one.takeForwarding(url, hold('a', 1500))).toMatchObject({ holder: 'a', leaseUntil: 2500 });
      expect(await other.takeForwarding(url, hold('b', 2501))).toMatchObject({ holder: 'b' });
      await one.releaseForwarding(url, 'a');
      expect(await one.takeForwarding(url, hold('a', 2600))).toBeNull();
      await other.releaseForwarding(url, 'b');
      expect(await one.takeForwarding(url, hold('a', 2600))).toMatchObject({ holder: 'a' });
    });

    it('is moved on by its holder only, and a success ends the count of failures', async () => {
      await one.takeForwarding('moves', hold('a', 1000));
      expect(await one.failForwarding('moves', hold('a', 1100), 'no answer')).toBe(true);
      expect(await one.failForwarding('moves', hold('a', 1200), 'no answer yet')).toBe(true);
      expect(await one.forwarding('moves')).toMatchObject({ failures: 2, lastError: 'no answer yet', updated: 1200 });
      expect(await other.moveForwarding('moves', hold('b', 1300), { lastKey: 9, refusal: 'x' })).toBe(false);
      expect(await other.failForwarding('moves', hold('b', 1300), 'x')).toBe(false);
      expect(await other.countForwardRefusals('moves')).toBe(0);
      expect(await one.moveForwarding('moves', hold('a', 1400), { lastKey: 7 })).toBe(true);
      expect(await one.forwarding('moves')).toMatchObject({ failures: 0, lastError: null, lastKey: 7 });
    });

    it('forgets why a statement was refused when its learner is erased', async () => {
      const statement = sample({ actor: learner('erased') });
      await one.insert(batch([statement]));
      const [refused] = (await one.statementsAfter(0, 100)).slice(-1);
      await one.takeForwarding('erasure', hold('a', 1000));
      await one.moveForwarding('erasure', hold('a', 1001), { lastKey: refused?.key ?? 0, refusal: '400 erased is no' });
      expect(await one.countForwardRefusals('erasure')).toBe(1);
      await one.erase(identityOf(statement.actor) ?? '', {
        objectType: 'Agent',
        account: { homePage: url, name: 'x' },
      });
      expect(await one.countForwardRefusals('erasure')).toBe(0);
    });

    it('sets refused statements aside with the reason, for its own address', async () => {
      await one.takeForwarding('refusals', hold('a', 1000));
      await one.moveForwarding('refusals', hold('a', 1001), { lastKey: 3, refusal: '400 no such verb' });
      await one.moveForwarding('refusals', hold('a', 1002), { lastKey: 4 });
      await one.moveForwarding('refusals', hold('a', 1003), { lastKey: 5, refusal: '413 too long' });
      expect(await other.forwardRefusals('refusals', 3, 10)).toEqual([{ key: 5, at: 1003, reason: '413 too long' }]);
      expect(await other.countForwardRefusals('refusals')).toBe(2);
      expect(await other.countForwardRefusals('elsewhere')).toBe(0);
    });
  });
}
