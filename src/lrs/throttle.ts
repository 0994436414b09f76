import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Counts by name within windows of a minute, in this process's memory. */
export interface Throttle {
  /** Counts one more. @returns whole seconds to wait when that was more than `most` in this minute, else null */
  count(name: string, most: number): Promise<number | null>;
}

const minute = 60;

/**
 * A throttle whose names the caller knows all of (ids of credentials in force).
 * Each server process counts for itself.
 */
export function createThrottle(): Throttle {
  // Only counts: how many are allowed differs by name, and `penalty` tells where a name stands.
  const limiter = new RateLimiterMemory({ points: 1, duration: minute });
  return {
    async count(name, most) {
      const { consumedPoints, msBeforeNext } = await limiter.penalty(name);
      return consumedPoints > most ? Math.min(minute, Math.max(1, Math.ceil(msBeforeNext / 1000))) : null;
    },
  };
}

/** A throttle for names that anybody may make up: they share `places` counters, so that its memory is bounded. */
export function createBoundedThrottle(places = 1024): Throttle {
  const throttle = createThrottle();
  const placeOf = (name: string) => createHash('sha256').update(name).digest().readUInt32BE() % places;
  return { count: (name, most) => throttle.count(String(placeOf(name)), most) };
}
