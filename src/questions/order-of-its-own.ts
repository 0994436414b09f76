/**
 * An order of things (2 or more) that is not the authored one: positions as authored, in the order to show.
 * The same question id gives the same order in every build, on every machine and in every language of the module.
 */
export function orderOfItsOwn(count: number, questionId: string): number[] {
  const order = positions(count);
  const next = numbersFrom(questionId);
  for (let last = count - 1; last > 0; last--) swap(order, last, next(last + 1));
  const asAuthored = order.every((position, place) => position === place);
  return asAuthored ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/**
 * Like `orderOfItsOwn`, and nothing stands at its authored place: the order shown scores nothing by itself.
 * Sattolo's shuffle: one cycle through all places, hence no fixed point.
 */
export function orderWithNothingInPlace(count: number, questionId: string): number[] {
  const order = positions(count);
  const next = numbersFrom(questionId);
  for (let last = count - 1; last > 0; last--) swap(order, last, next(last));
  return order;
}

function positions(count: number): number[] {
  return Array.from({ length: count }, (_, position) => position);
}

function swap(order: number[], a: number, b: number): void {
  const [first, second] = [order[a], order[b]];
  if (first === undefined || second === undefined) return;
  order[a] = second;
  order[b] = first;
}

/** Numbers below a limit, fixed by a text: FNV-1a for the start, then mulberry32. */
function numbersFrom(text: string): (below: number) => number {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
