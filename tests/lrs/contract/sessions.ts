import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/lrs/open-store.js';
import { SessionMoved } from '../../../src/lrs/session-step.js';
import type { NewStoredSession } from '../../../src/lrs/session-store.js';
import { type RecordStore, StatementConflict } from '../../../src/lrs/store.js';
import { eachDatabase } from '../each-database.js';
import { authority, batch, learner, sample, verb } from '../samples.js';

/** What every record store does with sessions, through two programs that have the same database open. */
export function sessionsContract(): void {
  eachDatabase('sessions', (fresh) => {
    let a: RecordStore;
    let b: RecordStore;
    beforeAll(async () => {
      const place = await fresh();
      a = await openStore(place, Date.now);
      b = await openStore(place, Date.now);
    });
    afterAll(async () => {
      await Promise.all([a.close(), b.close()]);
    });

    const session = (parts: Partial<NewStoredSession> = {}): NewStoredSession => ({
      id: randomUUID(),
      secretHash: 'ff'.repeat(32),
      scopes: ['statements/write', 'state'],
      authority,
      about: randomUUID(),
      rule: { kind: 'k', data: { actor: learner('ä'), deep: [1, null, true] } },
      expires: 4_000_000_000_000,
      ...parts,
    });
    const added = async (parts: Partial<NewStoredSession> = {}, reason: string | null = null) => {
      const one = session(parts);
      await a.addSession(one, reason);
      return one;
    };

    describe('keeping', () => {
      it('gives back what was added, to every program, with nothing noted', async () => {
        const [one, bare] = [await added(), await added({ rule: null })];
        expect(await b.session(one.id)).toEqual({ ...one, state: {}, revision: 0, closed: null });
        expect((await b.session(bare.id))?.rule).toBeNull();
        expect(await b.session(randomUUID())).toBeUndefined();
      });

      it('changes what is noted at the revision that was read, and at no other', async () => {
        const { id } = await added();
        expect(await a.changeSession({ session: id, revision: 0, state: { n: 1 } })).toBe(true);
        expect(await b.changeSession({ session: id, revision: 0, state: { n: 2 } })).toBe(false);
        expect(await b.changeSession({ session: id, revision: 1, state: { n: 3 } })).toBe(true);
        expect(await a.session(id)).toMatchObject({ state: { n: 3 }, revision: 2 });
      });

      it('takes exactly one of many changes of one revision at once', async () => {
        const { id } = await added();
        const tries = Array.from({ length: 20 }, (_, n) =>
          (n % 2 ? a : b).changeSession({ session: id, revision: 0, state: { n } }),
        );
        expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
        expect((await a.session(id))?.revision).toBe(1);
      });

      it('forgets what expired, up to a time', async () => {
        const [old, edge, young] = [
          await added({ expires: 1000 }),
          await added({ expires: 2000 }),
          await added({ expires: 2001 }),
        ];
        await b.forgetSessions(2000);
        expect(await Promise.all([old, edge, young].map(async ({ id }) => Boolean(await a.session(id))))).toEqual([
          false,
          false,
          true,
        ]);
      });
    });

    describe('ending', () => {
      it('closes with the first reason, and what was judged before comes to nothing', async () => {
        const { id } = await added();
        await b.closeSession(id, 'first');
        await b.closeSession(id, 'second');
        expect(await a.session(id)).toMatchObject({ closed: 'first', revision: 1 });
        expect(await a.changeSession({ session: id, revision: 0, state: { late: true } })).toBe(false);
      });

      it('closes or removes those about the same when a later one is added, and no others', async () => {
        const about = randomUUID();
        const [first, other] = [await added({ about }), await added()];
        const second = await added({ about }, 'begun again');
        expect((await b.session(first.id))?.closed).toBe('begun again');
        const third = await added({ about });
        expect(await b.session(first.id)).toBeUndefined();
        expect(await b.session(second.id)).toBeUndefined();
        for (const { id } of [third, other]) expect((await b.session(id))?.closed).toBeNull();
        await b.closeSessionsAbout(about, 'put aside');
        expect((await a.session(third.id))?.closed).toBe('put aside');
        expect((await a.session(other.id))?.closed).toBeNull();
        await b.removeSession(other.id);
        expect(await a.session(other.id)).toBeUndefined();
      });

      it('leaves one open when several are added at once about the same', async () => {
        const about = randomUUID();
        const made = Array.from({ length: 8 }, () => session({ about }));
        await Promise.all(made.map((one, n) => (n % 2 ? a : b).addSession(one, 'begun again')));
        const kept = await Promise.all(made.map(({ id }) => a.session(id)));
        expect(kept.filter((one) => one?.closed === null)).toHaveLength(1);
        expect(kept.filter((one) => one?.closed === 'begun again')).toHaveLength(7);
      });
    });

    describe('a step with statements', () => {
      it('is noted together with them', async () => {
        const { id } = await added();
        const one = sample();
        await a.insert({ ...batch([one]), step: { session: id, revision: 0, state: { sent: [one.id] } } });
        expect(await b.session(id)).toMatchObject({ state: { sent: [one.id] }, revision: 1 });
      });

      it('stores nothing when the session moved, and leaves others of the same commit alone', async () => {
        const { id } = await added();
        await b.changeSession({ session: id, revision: 0, state: { n: 1 } });
        const [late, innocent] = [sample(), sample()];
        const [moved, fine] = await Promise.allSettled([
          a.insert({ ...batch([late]), step: { session: id, revision: 0, state: { n: 2 } } }),
          a.insert(batch([innocent])),
        ]);
        expect(moved).toMatchObject({ status: 'rejected', reason: expect.any(SessionMoved) });
        expect(fine.status).toBe('fulfilled');
        expect(await a.statement(late.id, false)).toBeUndefined();
        expect(await a.statement(innocent.id, false)).toBeDefined();
        expect((await a.session(id))?.state).toEqual({ n: 1 });
      });

      it('notes nothing when the statements are refused', async () => {
        const { id } = await added();
        const there = sample();
        await a.insert(batch([there]));
        const step = { session: id, revision: 0, state: { n: 1 } };
        const sent = b.insert({ ...batch([sample(), { ...there, verb: verb('passed') }]), step });
        await expect(sent).rejects.toThrow(StatementConflict);
        expect(await a.session(id)).toMatchObject({ state: {}, revision: 0 });
      });

      it('stores nothing for a session that is gone', async () => {
        const { id } = await added();
        await b.removeSession(id);
        const late = sample();
        const sent = a.insert({ ...batch([late]), step: { session: id, revision: 0, state: {} } });
        await expect(sent).rejects.toThrow(SessionMoved);
        expect(await a.statement(late.id, false)).toBeUndefined();
      });

      it('lets exactly one of many through that were judged by the same revision, within a program and across', async () => {
        const { id } = await added();
        const made = Array.from({ length: 12 }, () => sample());
        const outcomes = await Promise.allSettled(
          made.map((one, n) =>
            (n % 2 ? a : b).insert({ ...batch([one]), step: { session: id, revision: 0, state: { by: one.id } } }),
          ),
        );
        const through = made.filter((_, n) => outcomes[n]?.status === 'fulfilled');
        expect(through).toHaveLength(1);
        expect((await a.idsStored(made.map((one) => one.id.toUpperCase()))).size).toBe(1);
        expect((await a.session(id))?.state).toEqual({ by: through[0]?.id });
      });
    });

    it('tells which ids are stored, voided ones too', async () => {
      const one = sample();
      await a.insert(
        batch([one, sample({ verb: verb('voided'), object: { objectType: 'StatementRef', id: one.id } })]),
      );
      expect(await b.idsStored([one.id.toUpperCase(), randomUUID()])).toEqual(new Set([one.id]));
      expect(await b.idsStored([])).toEqual(new Set());
    });
  });
}
