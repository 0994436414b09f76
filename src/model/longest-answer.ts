import type { Interaction } from '../interaction.js';
import { behaviourOf } from '../questions/behaviours.js';
import type { Question } from './module.js';

/** An answer to a question longer than which there is none. */
export interface LongestAnswer {
  /** As the suspended state holds it. */
  readonly encoded: string;
  /** Undefined for a type that keeps its answers private. */
  readonly interaction: Interaction | undefined;
}

/** What the build computes worst cases from: asked of the question's own behaviour. */
export function longestAnswer({ type, data }: Pick<Question, 'type' | 'data'>): LongestAnswer {
  const behaviour = behaviourOf(type);
  const encoded = behaviour.longest(data);
  return { encoded, interaction: behaviour.interaction(data, behaviour.decode(data, encoded)) };
}
