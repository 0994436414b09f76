/** Ids that wait for a quiet moment. */
export interface Moment {
  add(ids: readonly string[]): void;
  /** Forgets them. */
  stop(): void;
}

/**
 * Gathers ids and hands them on, each once, when none has come for a while: work that must not stand in the way of
 * what somebody waits to see.
 * @param quiet milliseconds
 */
export function inAMoment(quiet: number, then: (ids: readonly string[]) => unknown): Moment {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(ids) {
      for (const id of ids) waiting.add(id);
      clearTimeout(timer);
      timer = setTimeout(() => {
        const all = [...waiting];
        waiting.clear();
        then(all);
      }, quiet);
    },
    stop: () => clearTimeout(timer),
  };
}
