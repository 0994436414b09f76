/** The pauses of something that runs until it is closed. */
export interface Rest {
  /** @param stirs whether `stir` ends it; one since the last sleep does so at once */
  sleep(milliseconds: number, stirs: boolean): Promise<void>;
  /** There is something to do. */
  stir(): void;
  /** Ends every sleep, now and later. */
  close(): void;
  closed(): boolean;
}

export function createRest(): Rest {
  let stirred = false;
  let closed = false;
  let wake: { readonly end: () => void; readonly stirs: boolean } | null = null;
  return {
    sleep: (milliseconds, stirs) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          wake = null;
          stirred = false;
          resolve();
        };
        const timer = setTimeout(end, Math.max(0, milliseconds));
        wake = { end, stirs };
        if (closed || (stirs && stirred)) end();
      }),
    stir() {
      stirred = true;
      if (wake?.stirs) wake.end();
    },
    close() {
      closed = true;
      wake?.end();
    },
    closed: () => closed,
  };
}
