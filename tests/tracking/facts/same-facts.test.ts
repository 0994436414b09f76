import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joined, noState } from '../../../src/tracking/facts/attempt-state.js';
import { attemptColumns, pageVisits } from '../../../src/tracking/facts/derived.js';
import { gathered } from '../../../src/tracking/facts/gather.js';
import { stateFrom, stateText } from '../../../src/tracking/facts/state-text.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import type { JsonObject } from '../../../src/xapi/json.js';
import { profileTerms } from '../../../src/xapi/vocabulary.js';
import { eachDatabase } from '../../lrs/each-database.js';
import { batch } from '../../lrs/samples.js';
import { iriBase } from '../../reports/plays.js';
import { scratchFolder } from '../../support/browser.js';
import { anyHistory } from './any-history.js';
import { factsIn, openHouse } from './facts-in.js';

const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const terms = profileTerms(iriBase);

/** What statements say of each attempt, joined in one go. */
const said = (statements: readonly JsonObject[]) =>
  new Map([...gathered(statements, terms).attempts].map(([key, { state }]) => [key, stateText(state ?? noState)]));

it(`joins states alike in any order, in any portions and with any repeats (seed ${seed})`, () => {
  fc.assert(
    fc.property(anyHistory, fc.infiniteStream(fc.nat(1000)), fc.integer({ min: 1, max: 7 }), (history, draws, size) => {
      const expected = said(history);
      const arriving = [...history, ...history.filter((_, n) => n % 3 === 0)]
        .map((statement) => ({ statement, place: draws.next().value ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ statement }) => statement);
      const known = new Map<string, string>();
      for (let n = 0; n < arriving.length; n += size) {
        for (const [key, { state }] of gathered(arriving.slice(n, n + size), terms).attempts) {
          const before = known.get(key);
          known.set(key, stateText(joined([...(before === undefined ? [] : [stateFrom(before)]), state ?? noState])));
        }
      }
      expect(new Map([...known].sort())).toEqual(new Map([...expected].sort()));
      for (const text of known.values()) {
        const state = stateFrom(text);
        expect(stateText(joined([state, state]))).toBe(text);
        expect(attemptColumns(stateFrom(text))).toEqual(attemptColumns(state));
        expect(pageVisits(state).every(({ seconds }) => seconds === null || seconds > 0)).toBe(true);
      }
    }),
    { numRuns: 300, seed },
  );
});

eachDatabase('facts of histories that come late, out of order, in parts, voided and corrected', (fresh) => {
  it(`are those of a rebuild from nothing (seed ${seed})`, async () => {
    const { folder, done } = await scratchFolder('same-facts');
    let runs = 0;
    let voidings = 0;
    const plan = fc.record({
      history: anyHistory,
      order: fc.array(fc.nat(1000), { minLength: 120, maxLength: 120 }),
      portions: fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), catchUp: fc.boolean() }), { minLength: 1 }),
      pageSize: fc.integer({ min: 1, max: 6 }),
      pages: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ history, order, portions, pageSize, pages }) => {
        const here = await openHouse(await fresh());
        // On SQLite, whatever is under the others: facts are the same on every database.
        const there = await openTracking(path.join(folder, `${runs++}.sqlite`), Date.now);
        try {
          const arriving = history
            .map((statement, n) => ({ statement, place: order[n % order.length] ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ statement }) => statement);
          const facts = here.facts({ pageSize, pages });
          for (let n = 0, turn = 0; n < arriving.length; turn++) {
            const { size = 1, catchUp = false } = portions[turn % portions.length] ?? {};
            await here.store.insert(batch(arriving.slice(n, n + size)));
            n += size;
            if (catchUp) await facts.catchUp();
          }
          await facts.catchUp();
          const followed = await factsIn(here.tracking.db);
          // Read once, from the end, by nobody who knew anything before.
          await here.facts({ tracking: there }).catchUp();
          expect(await factsIn(there.db)).toEqual(followed);
          const all = (await here.store.find({ limit: 5000 })).statements.map(({ json }) => JSON.parse(json));
          voidings += all.filter((one) => one.verb.id.endsWith('/voided')).length;
          const states = followed.attempts.map(({ state }) => state).sort();
          expect(states).toEqual([...said(all).values()].sort());
          await facts.rebuild();
          expect(await factsIn(here.tracking.db)).toEqual(followed);
        } finally {
          await here.close();
          await there.close();
        }
      }),
      { numRuns: 10, seed },
    );
    await done();
    expect(voidings).toBeGreaterThan(3);
  }, 300_000);
});
