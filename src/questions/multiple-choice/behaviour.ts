import type { Behaviour } from '../behaviour.js';
import { lettersIn } from '../pure-letters.js';
import { type Picks, scoreOfPicks } from '../pure-picks.js';

/** Ids of the options in authored order; the right ones sealed. */
export interface MultipleChoiceData extends Picks {
  readonly options: readonly string[];
}

/** Any number of options. The response is the ids chosen, in authored order. */
export const behaviour: Behaviour<MultipleChoiceData, readonly string[]> = {
  type: 'multiple-choice',
  read: (data, fields) => lettersIn((fields.get('answer') ?? []).join(''), data.options),
  write: (_data, response) => new Map([['answer', response]]),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (_data, response) => response.length > 0,
  score: scoreOfPicks,
  encode: (_data, response) => response.join(''),
  decode: (data, text) => lettersIn(text, data.options),
  longest: (data) => data.options.join(''),
  interaction: (_data, response) => ({ type: 'choice', response, correct: [] }),
  feedbackKeys: (_data, response) => response,
};
