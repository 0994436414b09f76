/**
 * Reads once for all who ask for the same within one turn of the event loop. The read begins after the last of them has
 * asked, so each gets what is there at its time or later.
 */
export function readTogether<Value>(read: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const waiting = new Map<string, Promise<Value>>();
  return (id) => {
    const known = waiting.get(id);
    if (known) return known;
    const turn = new Promise<void>((resolve) => setImmediate(resolve));
    const reading = turn.then(() => {
      waiting.delete(id);
      return read(id);
    });
    waiting.set(id, reading);
    return reading;
  };
}
