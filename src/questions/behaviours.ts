import type { Behaviour } from './behaviour.js';
import { behaviour as fillIn } from './fill-in/behaviour.js';
import { behaviour as matching } from './matching/behaviour.js';
import { behaviour as multipleChoice } from './multiple-choice/behaviour.js';
import { behaviour as sequencing } from './sequencing/behaviour.js';
import { behaviour as singleChoice } from './single-choice/behaviour.js';

const list: readonly Behaviour[] = [singleChoice, multipleChoice, matching, sequencing, fillIn];

/** The behaviour of every question type, by the type's name. */
export const behaviours: Readonly<Record<string, Behaviour>> = Object.fromEntries(list.map((one) => [one.type, one]));

/** The behaviour of a type that the compiler has let through. @throws when there is none: a bug of ours. */
export function behaviourOf(type: string): Behaviour {
  const behaviour = behaviours[type];
  if (!behaviour) throw new Error(`No behaviour for questions of type ${type}`);
  return behaviour;
}
