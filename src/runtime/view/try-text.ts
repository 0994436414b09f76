import type { Scene } from '../view.js';
import type { Words } from './words.js';

/** How many tries there are and how many are left, in words. */
export function tryText(words: Words, { rules, outcome }: Scene): string {
  const of = rules.course.assessment?.tries ?? null;
  if (of === null || outcome.triesLeft === null) return words.say('noLimit');
  return words.say('triesLeftOf', { n: outcome.triesLeft, of });
}
