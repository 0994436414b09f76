import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/**
 * Slows down who guesses passwords: so many failures for a name, and for an address, within a window
 * (OWASP ASVS 4.0.3, 2.2.1: at most 100 an hour). Each server process counts for itself.
 */
export interface Guesses {
  /** Whole seconds to wait before this name may be tried from this address, or null. */
  waiting(name: string, address: string): Promise<number | null>;
  failed(name: string, address: string): Promise<void>;
  /** Forgets the failures of a name from this address. */
  succeeded(name: string, address: string): Promise<void>;
}

const quarter = 15 * 60;
export const mostFailures = { together: 5, ofName: 20, ofAddress: 60 } as const;

export function createGuesses(): Guesses {
  const together = new RateLimiterMemory({ keyPrefix: 'together', points: mostFailures.together, duration: quarter });
  const ofName = new RateLimiterMemory({ keyPrefix: 'name', points: mostFailures.ofName, duration: quarter });
  const ofAddress = new RateLimiterMemory({ keyPrefix: 'address', points: mostFailures.ofAddress, duration: quarter });
  const places = (name: string, address: string) =>
    [
      [together, placeOf(`${name.trim().toLowerCase()}\n${address}`)],
      [ofName, placeOf(name.trim().toLowerCase())],
      [ofAddress, placeOf(address)],
    ] as const;
  return {
    async waiting(name, address) {
      let longest = 0;
      for (const [limiter, place] of places(name, address)) {
        const standing = await limiter.get(place);
        if (standing && standing.consumedPoints >= limiter.points) longest = Math.max(longest, standing.msBeforeNext);
      }
      return longest === 0 ? null : Math.ceil(longest / 1000);
    },
    async failed(name, address) {
      for (const [limiter, place] of places(name, address)) await limiter.penalty(place);
    },
    async succeeded(name, address) {
      const [[limiter, place]] = places(name, address);
      await limiter.delete(place);
    },
  };
}

/** Anybody may make up names: they share so many counters that memory is bounded. */
function placeOf(text: string): string {
  return String(createHash('sha256').update(text).digest().readUInt32BE() % 65_536);
}
