import { find } from './dom.js';

type Values = Readonly<Record<string, string | number>>;
/** Texts by their keys; plural forms by the categories of `Intl.PluralRules`. */
type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The words of the interface in the module's language; numbers, shares and times the way that language writes them. */
export interface Words {
  /**
   * A text with its `{names}` filled in. The number `n` chooses among plural forms.
   * @throws when the page carries no such word: a test compares both lists
   */
  say(key: string, values?: Values): string;
  /** Learns more words: those of the rest, or all of another language. */
  add(more: Texts, language?: string): void;
  /** A share from 0 to 1 as `88%`. */
  percent(share: number): string;
  /** `10:42 AM`, of milliseconds since the epoch. */
  time(at: number): string;
  /** `March 14, 2026 at 10:58 AM`. */
  date(at: number): string;
}

/** Reads `#course-words`. */
export function readWords(document: Document, first: string): Words {
  let language = first;
  const texts: Texts = JSON.parse(find(document, '#course-words').textContent);
  const number = (value: number, options?: Intl.NumberFormatOptions): string => value.toLocaleString(language, options);
  const time = (at: number, options: Intl.DateTimeFormatOptions): string =>
    quiet(new Date(at).toLocaleString(language, { ...options, timeStyle: 'short' }));
  return {
    say(key, values = {}) {
      const entry = texts[key];
      const text =
        typeof entry === 'object'
          ? (entry[new Intl.PluralRules(language).select(Number(values.n))] ?? entry.other)
          : entry;
      if (text === undefined) throw new Error(`No words for ${key}`);
      return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name];
        return typeof value === 'number' ? number(value) : (value ?? whole);
      });
    },
    add(more, next = language) {
      Object.assign(texts, more);
      language = next;
    },
    percent: (share) => number(share, { style: 'percent' }),
    time: (at) => time(at, {}),
    date: (at) => time(at, { dateStyle: 'long' }),
  };
}

/** `10:42 am`: half-days are no shouting matter. */
function quiet(time: string): string {
  return time.replace(/\b[AP]M\b/, (half) => half.toLowerCase());
}
