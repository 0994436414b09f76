import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { letterAt } from '../pure-letters.js';
import { type Salted, seal } from '../pure-seal.js';

/** Steps of a case, the first one first; those without decisions are its ends. Ids 1, 2, 3 ... by position. */
export interface ScenarioData extends Credit, Salted {
  readonly steps: readonly (readonly Decision[])[];
  /** Points of the path that earns most. */
  readonly best: number;
}

/** What a decision earns, sealed with its step and letter, and the position of the step it leads to: always a later one. */
export interface Decision {
  readonly earns: string;
  readonly next: number;
}

/** Most points that a decision may earn. */
export const mostPoints = 10;

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
    const { at, taken } = walked(data, response);
    // Where no decision earns anything, walking to an end does.
    if (data.best === 0) return isEnd(data, at) ? 1 : 0;
    return credited(data, taken.reduce((sum, decision) => sum + pointsOf(data, decision), 0) / data.best);
  },
  encode: (_data, response) => response,
  decode: (data, text) => walked(data, text).path,
  longest: (data) => 'a'.repeat(stepsToEnd(data)),
  interaction: (data, response) => ({
    type: 'performance',
    response: walked(data, response).taken,
    correct: [],
  }),
  feedbackKeys: () => [],
};

interface Walk {
  /** As far as it could be walked. */
  readonly path: string;
  readonly taken: readonly (readonly [step: string, decision: string])[];
  /** Position of the step at its end. */
  readonly at: number;
}

function walked(data: ScenarioData, letters: string): Walk {
  let walk: Walk = { path: '', taken: [], at: 0 };
  for (const letter of letters) {
    const place = letter.charCodeAt(0) - letterAt(0).charCodeAt(0);
    const decision = data.steps[walk.at]?.[place];
    if (!decision) break;
    const taken = [...walk.taken, [stepId(walk.at), letter] as const];
    walk = { path: walk.path + letter, taken, at: decision.next };
  }
  return walk;
}

function isEnd({ steps }: ScenarioData, at: number): boolean {
  return steps[at]?.length === 0;
}

/** What is sealed of a decision: where it stands, and what it earns. */
export function earning([step, decision]: readonly [string, string], points: number): string {
  return `${step}${decision}${points}`;
}

/** Found by trying each number of points. */
function pointsOf(data: ScenarioData, taken: readonly [step: string, decision: string]): number {
  const [step, letter] = taken;
  const decision = data.steps[Number.parseInt(step, 36) - 1]?.[letter.charCodeAt(0) - letterAt(0).charCodeAt(0)];
  for (let points = 0; points <= mostPoints; points += 1) {
    if (decision?.earns === seal(data, earning(taken, points))) return points;
  }
  return 0;
}

/** Id of a step by its position from 0: 1 to 9, then letters. */
export function stepId(position: number): string {
  return (position + 1).toString(36);
}

/** Decisions on the longest path. */
function stepsToEnd({ steps }: ScenarioData): number {
  const longest: number[] = [];
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    longest[at] = Math.max(0, ...(steps[at] ?? []).map(({ next }) => 1 + (longest[next] ?? 0)));
  }
  return longest[0] ?? 0;
}
