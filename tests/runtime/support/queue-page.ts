import { createLastingFetch } from '../../../src/runtime/queue/lasting-fetch.js';
import { createOutbox } from '../../../src/runtime/queue/outbox.js';
import { createStatementQueue } from '../../../src/runtime/statement-queue.js';

/** A page with nothing but a queue and its outbox, for one learner; waits are a hundredth of what they are elsewhere. */
const given = new URLSearchParams(location.search);
const learner = given.get('learner') ?? '';
const endpoint = given.get('endpoint') ?? '';
const acknowledged: string[] = [];
const timer = {
  set: (run: () => void, ms: number) => window.setTimeout(run, ms / 100),
  clear: (id: number) => window.clearTimeout(id),
};
const outbox = createOutbox({
  place: Promise.resolve(`place of ${learner}`),
  actor: { name: learner },
  session: null,
  ofOtherSession: () => undefined,
  locks: navigator.locks,
  now: Date.now,
  uuid: () => crypto.randomUUID(),
  timer,
  refused: () => Object.assign(window, { refused: true }),
});
const queue = createStatementQueue({
  door: { endpoint, authorization: `Basic ${learner}`, version: '1.0.3' },
  net: createLastingFetch((url, init) => fetch(url, init)),
  outbox: { ...outbox, open: (found) => outbox.open(found).then(() => void Object.assign(window, { opened: true })) },
  now: Date.now,
  timer,
  acknowledged: (statements) => void acknowledged.push(...statements.map((s) => String(s.id))),
  setAside: (statement, status) => void Object.assign(window, { setAside: `${String(statement.id)} ${status}` }),
  health: () => undefined,
});
addEventListener('pagehide', () => queue.close(null));
Object.assign(window, {
  add: (id: string) => queue.add({ id, actor: { name: learner } }),
  acknowledged,
  waiting: () => queue.unacknowledged().length,
});
