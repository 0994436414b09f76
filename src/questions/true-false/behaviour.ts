import type { Behaviour } from '../behaviour.js';
import { type Salted, seal } from '../pure-seal.js';

/** Whether the sentence is true, sealed. */
export interface TrueFalseData extends Salted {
  readonly right: string;
}

/** A sentence that is true or false. The response is which; null before one is chosen. */
export const behaviour: Behaviour<TrueFalseData, boolean | null> = {
  type: 'true-false',
  read: (_data, fields) => meant(fields.get('answer')?.[0]),
  write: (_data, response) => new Map([['answer', response === null ? [] : [letterOf(response)]]]),
  isAnswered: (_data, response) => response !== null,
  isComplete: (_data, response) => response !== null,
  score: (data, response) => (response !== null && seal(data, letterOf(response)) === data.right ? 1 : 0),
  encode: (_data, response) => (response === null ? '' : letterOf(response)),
  decode: (_data, text) => meant(text),
  longest: () => 't',
  interaction: (_data, response) => ({ type: 'true-false', response, correct: [] }),
  feedbackKeys: (_data, response) => (response === null ? [] : [letterOf(response)]),
};

function letterOf(value: boolean): 't' | 'f' {
  return value ? 't' : 'f';
}

function meant(letter: string | undefined): boolean | null {
  return letter === 't' ? true : letter === 'f' ? false : null;
}
