import type { Behaviour } from '../behaviour.js';

/** Ids of the Practice Profile's levels: emerging, acquiring, accomplished. */
const levels = ['a', 'b', 'c'] as const;

/**
 * The level at which learners see their own practice. The evidence that they write down never leaves the window and is
 * no part of the response, which is the level, or ''. Private: what somebody says of their own work is told to nobody.
 */
export const behaviour: Behaviour<unknown, string> = {
  type: 'practice-profile',
  read: (_data, fields) => known(fields.get('level')?.[0]),
  write: (_data, response) => new Map([['level', response === '' ? [] : [response]]]),
  isAnswered: (_data, response) => response !== '',
  isComplete: (_data, response) => response !== '',
  score: (_data, response) => (response === '' ? 0 : 1),
  encode: (_data, response) => response,
  decode: (_data, text) => known(text),
  longest: () => levels[0],
  interaction: () => undefined,
  feedbackKeys: (_data, response) => (response === '' ? [] : [response]),
};

function known(id: string | undefined): string {
  return levels.find((level) => level === id) ?? '';
}
