import type { Interaction } from '../interaction.js';
import type { Question } from '../model/module.js';
import { behaviours } from '../questions/behaviours.js';

/** A wholly right answer as its type would report it; null for a type that is private or has none. */
export function rightAnswer({ type, data }: Question): Interaction | null {
  const behaviour = behaviours[type];
  if (behaviour === undefined) return null;
  const shown = behaviour.interaction(data, behaviour.decode(data, ''));
  if (shown === undefined) return null;
  switch (shown.type) {
    case 'choice':
    case 'sequencing':
      return { ...shown, response: shown.correct[0] ?? [] };
    case 'matching':
      return { ...shown, response: shown.correct[0] ?? [] };
    case 'true-false':
      return { ...shown, response: shown.correct[0] ?? null };
    case 'numeric':
      return { ...shown, response: shown.correct[0] ?? null };
    case 'fill-in':
      return { ...shown, response: shown.correct.join(' / ') };
  }
}
