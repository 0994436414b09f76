import type { Interaction } from '../interaction.js';
import type { Question } from '../model/module.js';
import { behaviourOf } from '../questions/behaviours.js';

/** A wholly right answer as its type would report it; null for a type that is private or has none. */
export function rightAnswer({ type, data, weight, solution, alsoRight = [] }: Question): Interaction | null {
  const behaviour = behaviourOf(type);
  const reported = (answer: string) => behaviour.interaction(data, behaviour.decode(data, answer));
  const right = weight === 0 ? undefined : reported(solution);
  if (right?.type !== 'fill-in') return right ?? null;
  // Each variant is as right as the first.
  const all = [solution, ...alsoRight].map(reported);
  return { ...right, response: all.flatMap((one) => (one?.type === 'fill-in' ? [one.response] : [])).join(' / ') };
}
