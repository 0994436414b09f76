import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Learner, RosterStore } from '../roster-store.js';
import { placeOf } from './people.js';

/** Opaque accounts for learners. */
export interface Accounts {
  /** The account names of learners, by `placeOf`. When this resolves, the roster holds every one of them. */
  of(learners: readonly Learner[]): Promise<ReadonlyMap<string, string>>;
}

export interface AccountsOptions {
  readonly roster: Pick<RosterStore, 'accountsOf'>;
  /** Without it nobody can tell from an account whose it is, nor make the account of a learner whose id is known. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Learners that are remembered, so that their next statements cost no query. */
const remembered = 20_000;
/** How long, in milliseconds. An entry that was erased meanwhile is written again with the statements (`withRoster`). */
const rememberedFor = 60_000;

/**
 * Makes the account of a new learner by HMAC-SHA-256 of home page and id. A learner whom the roster knows keeps the
 * account that stands there, even when the key has changed since.
 */
export function createAccounts({ roster, key, now }: AccountsOptions): Accounts {
  const known = new LRUCache<string, string>({ max: remembered, ttl: rememberedFor });
  const made = (place: string) => createHmac('sha256', key).update(place).digest('base64url');
  return {
    async of(learners) {
      const found = new Map<string, string>();
      const news = new Map<string, Learner>();
      for (const learner of learners) {
        const place = placeOf(learner);
        const account = known.get(place);
        if (account === undefined) news.set(place, learner);
        else found.set(place, account);
      }
      if (news.size === 0) return found;
      const places = [...news.keys()];
      const offers = [...news].map(([place, learner]) => ({ ...learner, account: made(place) }));
      for (const [n, account] of (await roster.accountsOf(offers, now())).entries()) {
        const place = places[n] ?? '';
        known.set(place, account);
        found.set(place, account);
      }
      return found;
    },
  };
}
