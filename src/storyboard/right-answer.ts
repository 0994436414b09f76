import type { Interaction } from '../interaction.js';
import type { Question } from '../model/module.js';
import { behaviourOf } from '../questions/behaviours.js';

/** A wholly right answer as its type would report it; null for a type that is private or has none. */
export function rightAnswer({ type, data, solution, weight }: Question): Interaction | null {
  if (weight === 0) return null;
  const behaviour = behaviourOf(type);
  return behaviour.interaction(data, behaviour.decode(data, solution)) ?? null;
}
