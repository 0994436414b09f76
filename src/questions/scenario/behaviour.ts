import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { letterAt } from '../pure-letters.js';

/** Steps of a case, the first one first; those without decisions are its ends. Ids 1, 2, 3 ... by position. */
export interface ScenarioData extends Credit {
  readonly steps: readonly (readonly Decision[])[];
}

/** What a decision earns, and the position of the step that it leads to: always a later one. */
export interface Decision {
  readonly points: number;
  readonly next: number;
}

/**
 * A case that unfolds: each decision leads to a step of its own, and none can be taken back. The response is the path,
 * as the letters of the decisions. Score: its points over those of the best path.
 */
export const behaviour: Behaviour<ScenarioData, string> = {
  type: 'scenario',
  read: (data, fields) => walked(data, fields.get('path')?.[0] ?? '').path,
  write: (_data, response) => new Map([['path', response === '' ? [] : [response]]]),
  isAnswered: (_data, response) => response !== '',
  isComplete: (data, response) => isEnd(data, walked(data, response).at),
  score(data, response) {
    const best = walked(data, bestPath(data)).points;
    // Where no decision earns anything, walking to an end does.
    if (best === 0) return isEnd(data, walked(data, response).at) ? 1 : 0;
    return credited(data, walked(data, response).points / best);
  },
  encode: (_data, response) => response,
  decode: (data, text) => walked(data, text).path,
  longest: (data) => 'a'.repeat(stepsToEnd(data)),
  interaction: (data, response) => ({
    type: 'performance',
    response: walked(data, response).taken,
    correct: [walked(data, bestPath(data)).taken],
  }),
  feedbackKeys: () => [],
};

interface Walk {
  /** As far as it could be walked. */
  readonly path: string;
  readonly taken: readonly (readonly [step: string, decision: string])[];
  readonly points: number;
  /** Position of the step at its end. */
  readonly at: number;
}

function walked(data: ScenarioData, letters: string): Walk {
  let walk: Walk = { path: '', taken: [], points: 0, at: 0 };
  for (const letter of letters) {
    const place = letter.charCodeAt(0) - letterAt(0).charCodeAt(0);
    const decision = data.steps[walk.at]?.[place];
    if (!decision) break;
    const taken = [...walk.taken, [stepId(walk.at), letter] as const];
    walk = { path: walk.path + letter, taken, points: walk.points + decision.points, at: decision.next };
  }
  return walk;
}

function isEnd({ steps }: ScenarioData, at: number): boolean {
  return steps[at]?.length === 0;
}

/** Id of a step by its position from 0: 1 to 9, then letters. */
export function stepId(position: number): string {
  return (position + 1).toString(36);
}

/** The path that earns most; of several the one whose decisions come first. */
export function bestPath({ steps }: ScenarioData): string {
  const best: { points: number; path: string }[] = [];
  // Every decision leads to a later step: from the last step back, each one's best way is known.
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    let found = { points: -1, path: '' };
    for (const [place, { points, next }] of (steps[at] ?? []).entries()) {
      const rest = best[next] ?? { points: 0, path: '' };
      if (points + rest.points > found.points)
        found = { points: points + rest.points, path: letterAt(place) + rest.path };
    }
    best[at] = found.points < 0 ? { points: 0, path: '' } : found;
  }
  return best[0]?.path ?? '';
}

/** Decisions on the longest path. */
function stepsToEnd({ steps }: ScenarioData): number {
  const longest: number[] = [];
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    longest[at] = Math.max(0, ...(steps[at] ?? []).map(({ next }) => 1 + (longest[next] ?? 0)));
  }
  return longest[0] ?? 0;
}
