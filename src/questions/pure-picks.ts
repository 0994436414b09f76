import { type Credit, credited } from './pure-credit.js';

/** Right picks minus wrong picks over the number of right ones, never under 0: choosing all earns little. */
export function scoreOfPicks(data: Credit & { readonly right: readonly string[] }, picks: readonly string[]): number {
  const right = picks.filter((id) => data.right.includes(id)).length;
  return credited(data, Math.max(0, (2 * right - picks.length) / data.right.length));
}
