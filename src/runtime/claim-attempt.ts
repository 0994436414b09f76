import type { RunLog } from './run-log.js';

/** The right to write a learner's attempt: of all windows of one browser, one has it. */
export interface Claim {
  /** False: another window has it, and this one must not write. */
  readonly mine: boolean;
  /**
   * Takes it from the other window. Its suspended state as it is now, or null when it left without a word: then what
   * this window read at its start may be old, and must not be written.
   */
  take(): Promise<string | null>;
  /**
   * What to do when another window takes it.
   * @param give ends the session and returns its state; `late`: others have written since, so nothing may be written
   */
  whenTaken(give: (late: boolean) => string): void;
  /** The page goes; a window that waits hears where it ended. */
  leave(state: string): void;
}

/** How long another window may take to answer, in milliseconds. One that sleeps does not. */
const patience = 300;
const givePatience = 2000;

/**
 * Two windows of one course overwrite each other's record in every LMS (C8). A lock of the browser says at once who is
 * first, and ends with its window; where there is none (a site without https), windows ask each other.
 * @param name of the attempt: the same in every window of it, another one for another learner or course
 */
export async function claimAttempt(window: Window, name: string, log: RunLog): Promise<Claim> {
  const channel = channelOf(window, name);
  const locks = locksOf(window);
  let give: ((late: boolean) => string) | null = null;
  let mine = false;
  /** What the other window had when it went. */
  let left: string | null = null;
  let release = (): void => undefined;

  function lost(late: boolean): string {
    mine = false;
    release();
    log.note('window', late ? 'stolen' : 'given');
    const state = give?.(late) ?? '';
    give = null;
    return state;
  }

  /** True when the browser gave it; also true where it refuses to have locks. */
  function lock(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      if (!locks) return resolve(true);
      locks
        .request(name, options, (got) => {
          resolve(got !== null);
          return got && new Promise<void>((done) => (release = done));
        })
        .catch(() => {
          resolve(true);
          if (mine) lost(true);
        });
    });
  }

  /** The first answer that begins with this, or null. */
  function ask(question: string, answer: string, milliseconds: number): Promise<string | null> {
    return new Promise((resolve) => {
      if (!channel) return resolve(null);
      const hear = ({ data }: MessageEvent): void => {
        if (typeof data === 'string' && data.startsWith(answer)) end(data.slice(answer.length));
      };
      const timer = window.setTimeout(() => end(null), milliseconds);
      const end = (heard: string | null): void => {
        window.clearTimeout(timer);
        channel.removeEventListener('message', hear);
        resolve(heard);
      };
      channel.addEventListener('message', hear);
      channel.postMessage(question);
    });
  }

  channel?.addEventListener('message', ({ data }: MessageEvent) => {
    if (typeof data !== 'string') return;
    if (data.startsWith('bye ')) left = data.slice(4);
    if (!mine) return;
    if (data === 'who') channel.postMessage('me');
    if (!data.startsWith('take ')) return;
    // A window that slept hears it when it wakes: the other one has gone on without it.
    const late = Math.abs(Date.now() - Number(data.slice(5))) > givePatience;
    const state = lost(late);
    if (!late) channel.postMessage(`state ${state}`);
  });

  mine = locks !== null && (await lock({ ifAvailable: true }));
  // A window that is just going may still hold its lock: only one that answers is there.
  if (!mine) mine = (await ask('who', 'me', patience)) === null && (await lock({ ifAvailable: true }));
  log.note('window', mine ? 'first' : 'second');
  return {
    mine,
    async take() {
      const state = left ?? (await ask(`take ${Date.now()}`, 'state ', givePatience));
      // Also from one that sleeps: when it wakes, it finds that it has lost.
      await lock({ steal: true });
      mine = state !== null;
      if (!mine) release();
      log.note('window', 'took', state === null ? 'no-answer' : state.length);
      return state;
    },
    whenTaken(next) {
      give = next;
    },
    leave(state) {
      if (mine) channel?.postMessage(`bye ${state}`);
      mine = false;
      release();
      channel?.close();
    },
  };
}

/** A frame without an origin of its own may have neither. */
function channelOf(window: Window, name: string): BroadcastChannel | null {
  try {
    return new (window as Window & typeof globalThis).BroadcastChannel(name);
  } catch {
    return null;
  }
}

function locksOf(window: Window): LockManager | null {
  const locks: LockManager | undefined = window.navigator.locks;
  return locks ?? null;
}
