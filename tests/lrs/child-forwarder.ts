// A process that forwards what a database holds, to be killed by a test.
import { randomUUID } from 'node:crypto';
import { startForwarding } from '../../src/lrs/forward/forwarding.js';
import { openStore } from '../../src/lrs/open-store.js';

const [database = '', url = ''] = process.argv.slice(2);
const store = await openStore(database, Date.now);
startForwarding({
  store,
  url,
  authorization: 'Basic c2VjcmV0OnNlY3JldA==',
  fetch,
  now: Date.now,
  random: Math.random,
  holder: randomUUID(),
  log: () => undefined,
  onError: console.error,
  timings: { poll: 50, lease: 1000, firstRetry: 20, longestRetry: 100, patience: 5000 },
});
