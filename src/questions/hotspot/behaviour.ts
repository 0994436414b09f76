import type { Behaviour } from '../behaviour.js';
import { lettersIn } from '../pure-letters.js';
import { type Picks, scoreOfPicks } from '../pure-picks.js';

/** Ids of the spots in authored order; the right ones sealed. `one`: exactly one is to be chosen. */
export interface HotspotData extends Picks {
  readonly spots: readonly string[];
  readonly one: boolean;
}

/** Spots of an image. The response is the ids chosen, in authored order. */
export const behaviour: Behaviour<HotspotData, readonly string[]> = {
  type: 'hotspot',
  read: (data, fields) => known(data, (fields.get('answer') ?? []).join('')),
  write: (_data, response) => new Map([['answer', response]]),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (_data, response) => response.length > 0,
  score: scoreOfPicks,
  encode: (_data, response) => response.join(''),
  decode: known,
  longest: (data) => (data.one ? data.spots.slice(0, 1) : data.spots).join(''),
  interaction: (_data, response) => ({ type: 'choice', response, correct: [] }),
  feedbackKeys: (_data, response) => response,
};

function known(data: HotspotData, text: string): readonly string[] {
  const picks = lettersIn(text, data.spots);
  return data.one ? picks.slice(0, 1) : picks;
}
