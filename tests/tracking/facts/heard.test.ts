// Facts made of what this process stored itself, without reading it again, are those that reading makes.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/lrs/open-store.js';
import { type Heard, hear } from '../../../src/tracking/facts/heard.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import { profileTerms } from '../../../src/xapi/vocabulary.js';
import { eachDatabase } from '../../lrs/each-database.js';
import { batch } from '../../lrs/samples.js';
import { actorOf, iriBase, play } from '../../reports/plays.js';
import { scratchFolder } from '../../support/browser.js';
import { anyHistory } from './any-history.js';
import { factsIn, openHouse } from './facts-in.js';

const seed = Number(process.env.SEED ?? Date.now() % 1e9);

eachDatabase('facts of what was heard, in between of what other processes stored', (fresh) => {
  it(`are those of reading it all (seed ${seed})`, async () => {
    const { folder, done } = await scratchFolder('heard');
    const counts = { heard: 0, notAll: 0 };
    let runs = 0;
    const plan = fc.record({
      history: anyHistory,
      order: fc.array(fc.nat(1000), { minLength: 120, maxLength: 120 }),
      portions: fc.array(
        fc.record({
          size: fc.integer({ min: 1, max: 9 }),
          catchUp: fc.boolean(),
          elsewhere: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      pageSize: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ history, order, portions, pageSize }) => {
        const database = await fresh();
        const here = await openHouse(database);
        const other = await openStore(database, Date.now);
        const there = await openTracking(path.join(folder, `${runs++}.sqlite`), Date.now);
        const heard = counted(hear(here.store, profileTerms(iriBase)), counts);
        try {
          const arriving = history
            .map((statement, n) => ({ statement, place: order[n % order.length] ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ statement }) => statement);
          const facts = here.facts({ pageSize, pages: 2, heard });
          for (let n = 0, turn = 0; n < arriving.length; turn++) {
            const { size = 1, catchUp = false, elsewhere = false } = portions[turn % portions.length] ?? {};
            await (elsewhere ? other : here.store).insert(batch(arriving.slice(n, n + size)));
            n += size;
            if (catchUp) await facts.catchUp();
          }
          await facts.catchUp();
          await here.facts({ tracking: there }).catchUp();
          expect(await factsIn(here.tracking.db)).toEqual(await factsIn(there.db));
        } finally {
          heard.stop();
          await other.close();
          await here.close();
          await there.close();
        }
      }),
      { numRuns: 10, seed },
    );
    await done();
    expect(counts.heard).toBeGreaterThan(50);
    expect(counts.notAll).toBeGreaterThan(3);
  }, 300_000);

  it('miss nothing where another process stored as many as were voided here', async () => {
    const database = await fresh();
    const here = await openHouse(database);
    const other = await openStore(database, Date.now);
    const heard = hear(here.store, profileTerms(iriBase));
    const [mine, foreign, last] = ['mine', 'foreign', 'last'].map((name) => {
      const { build, at } = play(name, 'one', 'xapi');
      return build.completed(at(1), 60);
    });
    const voiding = {
      id: randomUUID(),
      actor: actorOf('admin'),
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: mine?.id },
    };
    await here.store.insert(batch([mine ?? {}]));
    await here.store.insert(batch([voiding]));
    await other.insert(batch([foreign ?? {}]));
    await here.store.insert(batch([last ?? {}]));
    const facts = here.facts({ heard });
    await facts.catchUp();
    const { attempts } = await factsIn(here.tracking.db);
    expect(attempts).toHaveLength(2);
    await facts.rebuild();
    expect((await factsIn(here.tracking.db)).attempts).toEqual(attempts);
    heard.stop();
    await other.close();
    await here.close();
  });
});

/** Counts statements that were heard, and how often what was heard was not all. */
function counted(heard: Heard, counts: { heard: number; notAll: number }): Heard {
  return {
    async behind(cursor, most) {
      const part = await heard.behind(cursor, most);
      counts.heard += part?.sayings.length ?? 0;
      if (part === null) counts.notAll += 1;
      return part;
    },
    stop: heard.stop,
  };
}
