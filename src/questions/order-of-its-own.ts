import { numbersFrom } from '../numbers-from.js';

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
