/** Time that was really spent: gaps from sleep or an abandoned desk count only up to a limit, a clock set back counts nothing. */
export interface Stopwatch {
  /** Seconds of this session so far. */
  seconds(): number;
  /** From now on time is spent at this place as well: a page or a question by its id; null for none. */
  at(place: string | null): void;
  /** Seconds spent at a place since it was last asked for; asking starts it anew. */
  takeSeconds(place: string): number;
}

/** Longest stretch without any sign of the learner that still counts, in milliseconds. */
const longestGap = 30 * 60_000;

/** @param now milliseconds since the epoch */
export function createStopwatch(now: () => number): Stopwatch {
  let last = now();
  let total = 0;
  let current: string | null = null;
  const byPlace = new Map<string, number>();
  const tick = () => {
    const at = now();
    const spent = Math.min(Math.max(0, at - last), longestGap);
    last = at;
    total += spent;
    if (current !== null) byPlace.set(current, (byPlace.get(current) ?? 0) + spent);
  };
  return {
    seconds() {
      tick();
      return total / 1000;
    },
    at(place) {
      tick();
      current = place;
    },
    takeSeconds(place) {
      tick();
      const spent = byPlace.get(place) ?? 0;
      byPlace.delete(place);
      return spent / 1000;
    },
  };
}
