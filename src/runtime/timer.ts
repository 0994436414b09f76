/** Timers as a saver or a queue uses them; a test passes its own. Milliseconds. */
export interface Timer {
  set(run: () => void, milliseconds: number): number;
  clear(id: number): void;
}
