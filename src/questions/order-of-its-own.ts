/**
 * An order of things (2 or more) that is not the authored one: positions as authored, in the order to show.
 * The same question gives the same order in every build, on every machine. It is made from the texts in their authored
 * order, which is the key: from the id alone, who knows this function would know which order is right.
 * @param texts in the authored order, with what belongs to them
 */
export function orderOfItsOwn(texts: readonly string[], questionId: string): number[] {
  const { length: count } = texts;
  const order = positions(count);
  const next = numbersFrom([questionId, ...texts].join('\n'));
  for (let last = count - 1; last > 0; last--) swap(order, last, next(last + 1));
  const asAuthored = order.every((position, place) => position === place);
  return asAuthored ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/**
 * Like `orderOfItsOwn`, and nothing stands at its authored place: the order shown scores nothing by itself.
 * Sattolo's shuffle: one cycle through all places, hence no fixed point.
 */
export function orderWithNothingInPlace(texts: readonly string[], questionId: string): number[] {
  const { length: count } = texts;
  const order = positions(count);
  const next = numbersFrom([questionId, ...texts].join('\n'));
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
