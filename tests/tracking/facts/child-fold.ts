// A process that makes facts follow a record store, to be killed by a test. `rebuild` makes them anew again and again.
import { openStore } from '../../../src/lrs/open-store.js';
import { createFacts } from '../../../src/tracking/facts/create-facts.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';

const [what = 'follow', database = '', tracked = '', iriBase = '', clock = '0'] = process.argv.slice(2);
// A clock that is set back by so many milliseconds.
const now = () => Date.now() - Number(clock);
const store = await openStore(database, now);
const tracking = await openTracking(tracked, now);
const facts = createFacts({
  store,
  tracking,
  iriBase,
  refresh: async () => undefined,
  pageSize: 20,
  pages: 2,
  progress: (statements) => console.log(statements),
});
console.log('0');
for (;;) {
  if (what === 'rebuild') await facts.rebuild();
  else await facts.catchUp();
  await new Promise((resolve) => setTimeout(resolve, 5));
}
