import type { Behaviour } from '../behaviour.js';

/** Ids of what learners may say of their own text: it holds what the model answer holds, part of it, or not yet. */
const ratings = ['a', 'b', 'c'] as const;

/**
 * A text that the learner writes and compares with a model answer. The text never leaves the window and is no part of
 * the response: that is the learner's own rating, '' before there is one. Private: nobody is told of it.
 */
export const behaviour: Behaviour<unknown, string> = {
  type: 'long-text',
  read: (_data, fields) => known(fields.get('rating')?.[0]),
  write: (_data, response) => new Map([['rating', response === '' ? [] : [response]]]),
  isAnswered: (_data, response) => response !== '',
  isComplete: (_data, response) => response !== '',
  score: (_data, response) => ({ a: 1, b: 0.5 })[response] ?? 0,
  encode: (_data, response) => response,
  decode: (_data, text) => known(text),
  longest: () => ratings[0],
  interaction: () => undefined,
  feedbackKeys: () => [],
};

function known(id: string | undefined): string {
  return ratings.find((rating) => rating === id) ?? '';
}
