import type { Io } from './io.js';

/** Progress for people: at most one line a second. */
export function everySecond(io: Io): (text: string) => void {
  let last = Date.now();
  return (text) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    io.err(text);
  };
}
