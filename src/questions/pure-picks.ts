import { type Credit, credited } from './pure-credit.js';
import { type Salted, seal } from './pure-seal.js';

/** `right`: the ids to pick, sealed. */
export interface Picks extends Credit, Salted {
  readonly right: readonly string[];
}

/** Right picks minus wrong picks over the number of right ones, never under 0: choosing all earns little. */
export function scoreOfPicks(data: Picks, picks: readonly string[]): number {
  const right = picks.filter((id) => data.right.includes(seal(data, id))).length;
  return credited(data, Math.max(0, (2 * right - picks.length) / data.right.length));
}
