import type { Outbox } from '../../../src/runtime/queue/outbox.js';

/** What a browser is that keeps nothing: the queue goes on in memory. */
export function noOutbox(): Outbox {
  let count = 0;
  return {
    open: async () => undefined,
    keep: () => [0, 'none', count++],
    drop: () => undefined,
  };
}
