import { dayAt } from '../../days.js';
import type { Curriculum } from '../curriculum.js';
import type { Tracking } from '../open-tracking.js';
import { refreshWhereDue } from './stale-standings.js';

export interface KeepOptions {
  readonly tracking: Tracking;
  readonly curriculum: Curriculum;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** How often it is looked whether the day has changed, milliseconds. */
const often = 15 * 60_000;

/**
 * Works standings out anew where the curriculum has changed since they were made, and when the day has moved a county to
 * another academy: at once, then while the program runs. @returns how to stop; it waits for what is under way
 */
export function keepStandings({ tracking, curriculum, now, onError }: KeepOptions): () => Promise<void> {
  let turn: Promise<unknown> = Promise.resolve();
  const look = () => {
    turn = turn.then(() => refreshWhereDue(tracking, curriculum, dayAt(now()))).catch(onError);
  };
  look();
  const timer = setInterval(look, often);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await turn;
  };
}
