import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TrackingDb } from '../tracking/open-tracking.js';

/**
 * Slows down who guesses passwords: so many failures for a name, and for an address, within a window
 * (OWASP ASVS 4.0.3, 2.2.1: at most 100 an hour). Counted in the database, so in all processes together, and after a
 * restart as before it.
 */
export interface Guesses {
  /** Whole seconds to wait before this name may be tried from this address, or null. */
  waiting(name: string, address: string): Promise<number | null>;
  failed(name: string, address: string): Promise<void>;
  /** Forgets the failures of a name from this address. */
  succeeded(name: string, address: string): Promise<void>;
}

const quarter = 15 * 60_000;
export const mostFailures = { together: 5, name: 20, address: 60 } as const;
type Kind = keyof typeof mostFailures;

/** @param now milliseconds since the epoch */
export function createGuesses(db: TrackingDb, now: () => number): Guesses {
  return {
    async waiting(name, address) {
      const places = placesOf(name, address);
      const rows = await db
        .selectFrom('guesses')
        .selectAll()
        .where('place', 'in', [...places.keys()])
        .where('until', '>', now())
        .execute();
      const spent = rows.filter(({ place, failures }) => failures >= mostFailures[places.get(place) ?? 'together']);
      if (spent.length === 0) return null;
      return Math.ceil((Math.max(...spent.map(({ until }) => Number(until))) - now()) / 1000);
    },
    async failed(name, address) {
      const at = now();
      await db.deleteFrom('guesses').where('until', '<=', at).execute();
      await db
        .insertInto('guesses')
        .values([...placesOf(name, address).keys()].map((place) => ({ place, failures: 1, until: at + quarter })))
        .onConflict((conflict) => conflict.column('place').doUpdateSet({ failures: sql`guesses.failures + 1` }))
        .execute();
    },
    async succeeded(name, address) {
      const [[place] = ['']] = placesOf(name, address);
      await db.deleteFrom('guesses').where('place', '=', place).execute();
    },
  };
}

/** Where a try is counted; name and address together come first. */
function placesOf(name: string, address: string): ReadonlyMap<string, Kind> {
  const key = name.trim().normalize('NFKC').toLowerCase();
  return new Map([
    [placeOf('together', `${key}\n${address}`), 'together'],
    [placeOf('name', key), 'name'],
    [placeOf('address', address), 'address'],
  ]);
}

/** Anybody may make up names: they share so many counters that the table is bounded. */
function placeOf(kind: Kind, text: string): string {
  return `${kind} ${createHash('sha256').update(text).digest().readUInt32BE() % 65_536}`;
}
