import { readTogether } from '../read-together.js';
import type { StoredCredential } from '../store.js';

/** The reading of credentials, one by one. */
export interface RememberedCredentials {
  /** As it is in the database now. */
  read(id: string): Promise<StoredCredential | undefined>;
  /** Called after this program has changed one. */
  forget(): void;
}

/**
 * Remembers credentials only as long as the database itself says that nobody else has changed it, which is asked at each
 * reading: what is revoked anywhere is out of force everywhere with the next request.
 * @param version another number after every change that others made; null where the database can't tell without a reading
 */
export function rememberedCredentials(
  ask: (id: string) => Promise<StoredCredential | undefined>,
  version: (() => number) | null,
): RememberedCredentials {
  const together = readTogether(ask);
  const versionNow = version && onceATurn(version);
  const known = new Map<string, StoredCredential>();
  let knownVersion = -1;
  let changes = 0;
  const forget = () => {
    known.clear();
    changes++;
  };
  return {
    async read(id) {
      if (!versionNow) return together(id);
      const now = versionNow();
      if (now !== knownVersion) forget();
      knownVersion = now;
      const found = known.get(id);
      if (found) return found;
      const before = changes;
      const read = await together(id);
      // What was changed meanwhile may have been read before.
      if (read && changes === before && versionNow() === now) {
        if (known.size === mostKnown) known.clear();
        known.set(id, read);
      }
      return read;
    },
    forget,
  };
}

const mostKnown = 1000;

/** Asks once for all requests that one turn of the event loop brings: none of them came later than the asking's own turn. */
function onceATurn(ask: () => number): () => number {
  let answer: number | null = null;
  return () => {
    if (answer === null) {
      answer = ask();
      setImmediate(() => {
        answer = null;
      });
    }
    return answer;
  };
}
