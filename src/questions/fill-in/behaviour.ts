import type { Behaviour } from '../behaviour.js';
import { type Salted, seal } from '../pure-seal.js';
import { slipsBetween } from './pure-slips.js';

/** What a question accepts, in the language of its course and in others of the package. */
export type FillInData = Compared &
  Accepted & {
    /** By language, where a translation has answers of its own. */
    readonly others?: Readonly<Record<string, Accepted>>;
  };

/** What is accepted: sealed, in the form that is compared; or open, where slips are allowed, which no seal can tell. */
export type Accepted =
  | (Salted & { readonly right: readonly string[] })
  /** `slips`: how many slips of the keyboard each word may hold. */
  | { readonly answers: readonly string[]; readonly slips: number };

interface Compared {
  readonly caseSensitive: boolean;
}

/** What somebody typed, its blanks folded; and the language that was shown then, '' for that of the course. */
export interface FillIn {
  readonly text: string;
  readonly language: string;
}

/** Longest answer that is read, in UTF-16 units: five of them leave room in SCORM 1.2's 4,096 characters of state. */
export const longestAnswer = 80;

/**
 * A word or short phrase to type; the text is '' before anything is typed. An answer is judged by the language in which
 * it was given, whichever is shown later: so it carries that language, unless it is the course's own.
 */
export const behaviour: Behaviour<FillInData, FillIn> = {
  type: 'fill-in',
  read(data, fields) {
    const text = tidy(fields.get('answer')?.[0] ?? '');
    // What was typed in another language and has not been touched since stays an answer in that one.
    const [, was = '', kept] = /^(\S*) (.*)$/.exec(fields.get('kept')?.[0] ?? '') ?? [];
    return inLanguage(data, text, kept === text ? was : (fields.get('language')?.[0] ?? ''));
  },
  write: (data, { text, language }) =>
    new Map(
      text === '' ? [] : [['answer', [text]], ...(data.others ? [['kept', [`${language} ${text}`]] as const] : [])],
    ),
  isAnswered: (_data, { text }) => text !== '',
  isComplete: (_data, { text }) => text !== '',
  score: (data, response) => (response.text !== '' && isAccepted(data, response) ? 1 : 0),
  encode: (_data, { text, language }) => (language === '' ? '' : `_${language}_`) + escaped(text),
  decode(data, code) {
    // No text begins with a blank, which is what `_` stands for there.
    const [mark = '', language = ''] = /^_([A-Za-z0-9-]+)_/.exec(code) ?? [];
    return inLanguage(data, unescaped(code.slice(mark.length)), language);
  },
  longest: ({ others = {} }) =>
    Object.keys(others).reduce((mark, one) => (one.length + 2 > mark.length ? `_${one}_` : mark), '') +
    escaped('\u20ac'.repeat(longestAnswer)),
  interaction(data, { text, language }) {
    const accepted = acceptedIn(data, language);
    return { type: 'fill-in', response: text, correct: 'answers' in accepted ? accepted.answers : [] };
  },
  feedbackKeys: () => [],
};

function inLanguage({ others = {} }: FillInData, text: string, language: string): FillIn {
  return { text, language: text !== '' && Object.hasOwn(others, language) ? language : '' };
}

function acceptedIn(data: FillInData, language: string): Accepted {
  return data.others?.[language] ?? data;
}

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

function isAccepted(data: FillInData, { text, language }: FillIn): boolean {
  const accepted = acceptedIn(data, language);
  const response = comparable(data, text);
  if ('right' in accepted) return accepted.right.includes(seal(accepted, response));
  return accepted.answers.some((answer) => isSame(accepted.slips, comparable(data, answer), response));
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
