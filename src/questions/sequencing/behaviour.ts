import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';

/** Ids of the steps: `steps` in the right order, `shown` in the order the form starts with. */
export interface SequencingData extends Credit {
  readonly steps: readonly string[];
  readonly shown: readonly string[];
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
    credited(data, response.filter((id, place) => id === data.steps[place]).length / data.steps.length),
  encode: (_data, response) => response.join(''),
  decode: (data, text) => whole(data, [...text]),
  longest: (data) => data.steps.join(''),
  interaction: (data, response) => ({ type: 'sequencing', response, correct: [data.steps] }),
  feedbackKeys: () => [],
};

/** The order when it holds every step once and was changed, else the empty answer. */
function whole(data: SequencingData, order: readonly string[]): readonly string[] {
  const complete = order.length === data.steps.length && data.steps.every((id) => order.includes(id));
  const changed = order.some((id, place) => id !== data.shown[place]);
  return complete && changed ? order : [];
}
