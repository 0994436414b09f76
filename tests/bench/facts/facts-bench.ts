// One measurement in a process of its own: catches facts up with a store, or makes them anew, and prints what it cost.
// With `standings` people's standings follow, as they do in the server; `standings` alone makes them of nothing.
import path from 'node:path';
import { sql } from 'kysely';
import { dayAt } from '../../../src/days.js';
import { openStore } from '../../../src/lrs/open-store.js';
import { checkCurriculum } from '../../../src/pipeline/check-curriculum.js';
import { createFacts } from '../../../src/tracking/facts/create-facts.js';
import type { Refresh } from '../../../src/tracking/facts/refresh.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import { refreshStandings } from '../../../src/tracking/standings/refresh-standings.js';

const [what = 'catch-up', database = '', tracked = '', iriBase = '', root = ''] = process.argv.slice(2);
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
const refresh = root === '' ? async () => undefined : await standingsIn(root);
const facts = createFacts({ store: counted, tracking, iriBase, refresh });
if (what === 'standings') {
  await sql`delete from standings`.execute(tracking.db);
  await sql`update people set standings_mark = ''`.execute(tracking.db);
}
const before = process.cpuUsage();
const begun = performance.now();
const { statements, revision } = await measured();
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
    ...(statements > 0 && {
      cpuSecondsAMillion: (cpuSeconds / statements) * 1e6,
      statementsACpuSecond: Math.round(statements / cpuSeconds),
    }),
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

async function measured() {
  if (what === 'rebuild') return facts.rebuild();
  if (what === 'catch-up') return facts.catchUp();
  await refresh(tracking, 'all');
  return { statements: 0, revision: 0 };
}

/** Standings by the requirements of the clone's own modules. */
async function standingsIn(folder: string): Promise<Refresh> {
  const modulesFolder = path.join(folder, 'modules');
  const { curriculum } = await checkCurriculum({ root: folder, cwd: folder, modulesFolder });
  if (curriculum === null) throw new Error('The requirements are at fault: cpm check tells why');
  return async (to, people) => void (await refreshStandings(to, curriculum, people, dayAt(Date.now())));
}
