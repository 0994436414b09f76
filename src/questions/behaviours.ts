import type { Behaviour } from './behaviour.js';
import { behaviour as categorize } from './categorize/behaviour.js';
import { behaviour as fillIn } from './fill-in/behaviour.js';
import { behaviour as hotspot } from './hotspot/behaviour.js';
import { behaviour as likert } from './likert/behaviour.js';
import { behaviour as longText } from './long-text/behaviour.js';
import { behaviour as matching } from './matching/behaviour.js';
import { behaviour as multipleChoice } from './multiple-choice/behaviour.js';
import { behaviour as numeric } from './numeric/behaviour.js';
import { behaviour as practiceProfile } from './practice-profile/behaviour.js';
import { behaviour as scenario } from './scenario/behaviour.js';
import { behaviour as sequencing } from './sequencing/behaviour.js';
import { behaviour as singleChoice } from './single-choice/behaviour.js';
import { behaviour as trueFalse } from './true-false/behaviour.js';

const list: readonly Behaviour[] = [
  singleChoice,
  multipleChoice,
  trueFalse,
  matching,
  categorize,
  sequencing,
  fillIn,
  numeric,
  hotspot,
  scenario,
  likert,
  longText,
  practiceProfile,
];

/** The behaviour of every question type, by the type's name. */
export const behaviours: Readonly<Record<string, Behaviour>> = Object.fromEntries(list.map((one) => [one.type, one]));

/** The behaviour of a type that the compiler has let through. @throws when there is none: a bug of ours. */
export function behaviourOf(type: string): Behaviour {
  const behaviour = behaviours[type];
  if (!behaviour) throw new Error(`No behaviour for questions of type ${type}`);
  return behaviour;
}
