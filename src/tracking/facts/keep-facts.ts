import type { StatementStore } from '../../lrs/store.js';
import type { Facts } from './create-facts.js';

export interface KeepOptions {
  readonly facts: Pick<Facts, 'catchUp'>;
  readonly store: Pick<StatementStore, 'onStored'>;
  /** Milliseconds from a statement to the catching up: what comes meanwhile shares it. */
  readonly pause: number;
  readonly onError: (error: unknown) => void;
}

/** Lets facts follow what this process stores, in the background. @returns how to stop; resolves when nothing is under way */
export function keepFacts({ facts, store, pause, onError }: KeepOptions): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      running = facts.catchUp().then(() => undefined, onError);
    }, pause);
  };
  // What was stored while no server ran.
  soon();
  const stop = store.onStored(soon);
  return async () => {
    stop();
    if (timer !== null) clearTimeout(timer);
    await running;
  };
}
