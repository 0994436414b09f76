// One measurement in a process of its own: catches facts up with a store, or makes them anew, and prints what it cost.
import { openStore } from '../../../src/lrs/open-store.js';
import { createFacts } from '../../../src/tracking/facts/create-facts.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';

const [what = 'catch-up', database = '', tracked = '', iriBase = ''] = process.argv.slice(2);
const store = await openStore(database, Date.now);
const tracking = await openTracking(tracked, Date.now);
let queries = 0;
const counted = {
  ...store,
  find: (query: Parameters<typeof store.find>[0]) => {
    queries += 1;
    return store.find(query);
  },
};
const facts = createFacts({ store: counted, tracking, iriBase, refresh: async () => undefined });
const before = process.cpuUsage();
const begun = performance.now();
const { statements, revision } = what === 'rebuild' ? await facts.rebuild() : await facts.catchUp();
const { user, system } = process.cpuUsage(before);
const count = async (table: 'learners' | 'attempts' | 'item_results' | 'page_visits') =>
  Number(
    (
      await tracking.db
        .selectFrom(table)
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
const cpuSeconds = (user + system) / 1e6;
console.log(
  JSON.stringify({
    what,
    statements,
    pagesRead: queries,
    revision,
    cpuSeconds,
    cpuSecondsAMillion: (cpuSeconds / statements) * 1e6,
    statementsACpuSecond: Math.round(statements / cpuSeconds),
    seconds: (performance.now() - begun) / 1000,
    learners: await count('learners'),
    attempts: await count('attempts'),
    items: await count('item_results'),
    visits: await count('page_visits'),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1e3),
  }),
);
await tracking.close();
await store.close();
