import type { Call } from '../launch/feed.js';

/** The calls not yet told to the server. */
export interface CallLog {
  add(call: Call): void;
  /** Hands over what is waiting, to travel with a commit. */
  take(): readonly Call[];
  /** Sends what is waiting by itself; survives the end of the page. */
  flush(): void;
}

/** @param address where calls are posted */
export function createCallLog(address: string): CallLog {
  let waiting: Call[] = [];
  let timer: number | undefined;
  const take = () => {
    const taken = waiting;
    waiting = [];
    return taken;
  };
  const flush = () => {
    window.clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) {
      // Beacons share 64 KiB with the last commit of a closing page, so they go in small parcels.
      const parcel = waiting.slice(0, callsPerParcel);
      const sent = navigator.sendBeacon(
        address,
        new Blob([JSON.stringify({ calls: parcel })], { type: 'application/json' }),
      );
      if (!sent) {
        timer = window.setTimeout(flush, 1000);
        return;
      }
      waiting = waiting.slice(callsPerParcel);
    }
  };
  return {
    add(call) {
      waiting.push(call);
      timer ??= window.setTimeout(flush, 200);
    },
    take,
    flush,
  };
}

const callsPerParcel = 25;
