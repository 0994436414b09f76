import type { ForwardRecord, ForwardStep, ForwardStore, Hold } from '../forward-store.js';

/**
 * One process's hold on a forwarding. Two processes whose clocks differ may believe for a moment that both hold it:
 * then statements arrive twice, which their ids make harmless; the place reached is only ever moved by the holder.
 */
export interface Lease {
  /** Takes or keeps the hold long enough for one request. @returns where to go on, or null while another holds it */
  hold(): Promise<number | null>;
  /** Keeps it a while longer when it is held. */
  keep(): Promise<void>;
  /** @returns false when it was lost */
  move(step: ForwardStep): Promise<boolean>;
  fail(error: string): Promise<void>;
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly store: ForwardStore;
  readonly url: string;
  /** Names this process. */
  readonly holder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a hold lasts unless it is renewed, milliseconds. */
  readonly lasts: number;
  /** What must be left of it before a request begins, milliseconds. */
  readonly needed: number;
}

export function createLease({ store, url, holder, now, lasts, needed }: LeaseOptions): Lease {
  let held: Pick<ForwardRecord, 'lastKey' | 'leaseUntil'> | null = null;
  const wish = (): Hold => ({ holder, at: now(), until: now() + lasts });
  const take = async () => {
    held = await store.takeForwarding(url, wish());
  };
  return {
    async hold() {
      if (held === null || held.leaseUntil - now() < needed) await take();
      return held?.lastKey ?? null;
    },
    async keep() {
      if (held !== null) await take();
    },
    async move(step) {
      const hold = wish();
      const moved = await store.moveForwarding(url, hold, step);
      held = moved ? { lastKey: step.lastKey, leaseUntil: hold.until } : null;
      return moved;
    },
    async fail(error) {
      const hold = wish();
      const noted = await store.failForwarding(url, hold, error);
      held = noted && held !== null ? { ...held, leaseUntil: hold.until } : null;
    },
    async release() {
      if (held !== null) await store.releaseForwarding(url, holder);
      held = null;
    },
  };
}
