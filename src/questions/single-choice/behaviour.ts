import type { Behaviour } from '../behaviour.js';
import { type Salted, seal } from '../pure-seal.js';

/** Ids of the options in authored order; the right one sealed. */
export interface SingleChoiceData extends Salted {
  readonly options: readonly string[];
  readonly right: string;
}

/** One option of several. The response is its id; '' before one is chosen. */
export const behaviour: Behaviour<SingleChoiceData, string> = {
  type: 'single-choice',
  read: (data, fields) => known(data, fields.get('answer')?.[0]),
  write: (_data, response) => new Map([['answer', response === '' ? [] : [response]]]),
  isAnswered: (_data, response) => response !== '',
  isComplete: (_data, response) => response !== '',
  score: (data, response) => (seal(data, response) === data.right ? 1 : 0),
  encode: (_data, response) => response,
  decode: (data, text) => known(data, text),
  longest: (data) => data.options[0] ?? '',
  interaction: (_data, response) => ({ type: 'choice', response: response === '' ? [] : [response], correct: [] }),
  feedbackKeys: (_data, response) => (response === '' ? [] : [response]),
};

function known(data: SingleChoiceData, id: string | undefined): string {
  return data.options.find((option) => option === id) ?? '';
}
