import type { Behaviour } from '../behaviour.js';
import { type Salted, seal } from '../pure-seal.js';
import { slipsBetween } from './pure-slips.js';

/** What is accepted: sealed, in the form that is compared; or open, where slips are allowed, which no seal can tell. */
export type FillInData = Compared &
  (
    | (Salted & { readonly right: readonly string[] })
    /** `slips`: how many slips of the keyboard each word may hold. */
    | { readonly answers: readonly string[]; readonly slips: number }
  );

interface Compared {
  readonly caseSensitive: boolean;
}

/** Longest answer that is read, in UTF-16 units: five of them leave room in SCORM 1.2's 4,096 characters of state. */
export const longestAnswer = 80;

/** A word or short phrase to type. The response is the text with its blanks folded; '' before anything is typed. */
export const behaviour: Behaviour<FillInData, string> = {
  type: 'fill-in',
  read: (_data, fields) => tidy(fields.get('answer')?.[0] ?? ''),
  write: (_data, response) => new Map([['answer', response === '' ? [] : [response]]]),
  isAnswered: (_data, response) => response !== '',
  isComplete: (_data, response) => response !== '',
  score: (data, response) => (response !== '' && isAccepted(data, comparable(data, response)) ? 1 : 0),
  encode: (_data, response) => escaped(response),
  decode: (_data, text) => unescaped(text),
  longest: () => escaped('\u20ac'.repeat(longestAnswer)),
  interaction: (data, response) => ({ type: 'fill-in', response, correct: 'answers' in data ? data.answers : [] }),
  feedbackKeys: () => [],
};

/**
 * The text as it is kept: one form of each character (a no-break blank is a blank), blanks folded and trimmed,
 * half characters and controls gone, at most `longestAnswer` long.
 */
export function tidy(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '')
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestAnswer)
    .replace(/\p{Cs}/gu, '')
    .trim();
}

/** The text as it is compared: straight quotes and hyphens, lower case unless the question minds it. */
export function comparable(data: Compared, text: string): string {
  const plain = tidy(text)
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑–—]/g, '-');
  return data.caseSensitive ? plain : plain.toLowerCase();
}

function isAccepted(data: FillInData, response: string): boolean {
  if ('right' in data) return data.right.includes(seal(data, response));
  return data.answers.some((answer) => isSame(data.slips, comparable(data, answer), response));
}

/** The same words, each with no more slips than allowed. Words under four letters and numbers must be exact. */
function isSame(slips: number, answer: string, response: string): boolean {
  const [expected, given] = [answer.split(' '), response.split(' ')];
  return (
    expected.length === given.length &&
    expected.every((word, place) => {
      const other = given[place] ?? '';
      const exact = word.length < 4 || /\d/.test(word + other);
      return exact ? word === other : slipsBetween(word, other) <= Math.min(slips, Math.floor(word.length / 4));
    })
  );
}

// encodeURIComponent leaves !~*'() as they are, and a blank costs three characters: '_' stands for it.
function escaped(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!~*'()_]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '_');
}

function unescaped(text: string): string {
  try {
    return tidy(decodeURIComponent(text.replaceAll('_', '%20')));
  } catch {
    return '';
  }
}
