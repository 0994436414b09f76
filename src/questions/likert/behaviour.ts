import type { Behaviour } from '../behaviour.js';

/** Ids of the places on the scale, from the lowest. */
export interface LikertData {
  readonly scale: readonly string[];
}

/** A place on a scale: no right answer, and each one given is as good as another. The response is its id, or ''. */
export const behaviour: Behaviour<LikertData, string> = {
  type: 'likert',
  read: (data, fields) => known(data, fields.get('answer')?.[0]),
  write: (_data, response) => new Map([['answer', response === '' ? [] : [response]]]),
  isAnswered: (_data, response) => response !== '',
  isComplete: (_data, response) => response !== '',
  score: (_data, response) => (response === '' ? 0 : 1),
  encode: (_data, response) => response,
  decode: (data, text) => known(data, text),
  longest: (data) => data.scale[0] ?? '',
  interaction: (_data, response) => ({ type: 'likert', response, correct: [] }),
  feedbackKeys: () => [],
};

function known(data: LikertData, id: string | undefined): string {
  return data.scale.find((place) => place === id) ?? '';
}
