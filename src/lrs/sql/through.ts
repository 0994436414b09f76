/** Up to when everything stored can be found, milliseconds since the epoch. */
export interface Through {
  /** Asks the database; those who ask at once share the question. */
  ask(): Promise<number>;
  /** The latest that is known. */
  known(): number;
  /** Everything up to this time is committed. */
  raise(time: number): void;
}

/** @param ask puts the question to the database, and never vouches for an open write */
export function through(ask: () => Promise<number>): Through {
  let known = 0;
  let asking: Promise<number> | null = null;
  const raise = (time: number) => {
    known = Math.max(known, time);
  };
  return {
    ask() {
      asking ??= ask()
        .then((time) => {
          raise(time);
          return known;
        })
        .finally(() => {
          asking = null;
        });
      return asking;
    },
    known: () => known,
    raise,
  };
}
