import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { type Salted, seal } from '../pure-seal.js';

/** Ids of the steps in the order the form starts with; `right` holds each place from 1 with its step, sealed. */
export interface SequencingData extends Credit, Salted {
  readonly shown: readonly string[];
  readonly right: readonly string[];
}

/**
 * Steps put in order. The response is all ids in the learner's order.
 * A form that stands as it was shown is no answer yet: nothing in it is at its right place.
 */
export const behaviour: Behaviour<SequencingData, readonly string[]> = {
  type: 'sequencing',
  read: (data, fields) => whole(data, fields.get('step') ?? []),
  write: (data, response) => new Map([['step', response.length === 0 ? data.shown : response]]),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (_data, response) => response.length > 0,
  score: (data, response) =>
    credited(
      data,
      response.filter((id, place) => data.right.includes(seal(data, `${place + 1}${id}`))).length / data.right.length,
    ),
  encode: (_data, response) => response.join(''),
  decode: (data, text) => whole(data, [...text]),
  longest: (data) => [...data.shown].reverse().join(''),
  interaction: (_data, response) => ({ type: 'sequencing', response, correct: [] }),
  feedbackKeys: () => [],
};

/** The order when it holds every step once and was changed, else the empty answer. */
function whole(data: SequencingData, order: readonly string[]): readonly string[] {
  const complete = order.length === data.shown.length && data.shown.every((id) => order.includes(id));
  const changed = order.some((id, place) => id !== data.shown[place]);
  return complete && changed ? order : [];
}
