import { letterAt } from '../pure-letters.js';

/** Steps in their order, each with what its decisions earn and the position of the step behind: always a later one. */
type Steps = readonly (readonly { readonly points: number; readonly next: number }[])[];

interface BestPath {
  readonly points: number;
  /** The letters of its decisions. */
  readonly path: string;
}

/** The path that earns most; of several the one whose decisions come first. */
export function bestPath(steps: Steps): BestPath {
  const nothing: BestPath = { points: 0, path: '' };
  const best: BestPath[] = [];
  // From the last step back, each one's best way is known.
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    let found: BestPath = { points: -1, path: '' };
    for (const [place, { points, next }] of (steps[at] ?? []).entries()) {
      const rest = best[next] ?? nothing;
      if (points + rest.points > found.points)
        found = { points: points + rest.points, path: letterAt(place) + rest.path };
    }
    best[at] = found.points < 0 ? nothing : found;
  }
  return best[0] ?? nothing;
}
