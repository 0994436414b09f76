import { oneDay } from '../filter-address.js';
import type { Cell, Column } from '../report.js';
import { durationOf, percentOf } from '../words.js';

/** A status in words, with the class and icon of its tag. */
export interface StatusTag {
  readonly word: string;
  readonly look: string;
  readonly icon: string;
}

/** Every status that a table may hold. */
export const statusTags: Readonly<Record<string, StatusTag>> = {
  completed: { word: 'Completed', look: 'good', icon: 'done' },
  'in-progress': { word: 'In progress', look: 'now', icon: 'now' },
  'not-started': { word: 'Not started', look: 'soft', icon: 'todo' },
  overdue: { word: 'Overdue', look: 'fault', icon: 'warn' },
  passed: { word: 'Passed', look: 'good', icon: 'done' },
  failed: { word: 'Failed', look: 'fault', icon: 'warn' },
  fine: { word: 'No flag', look: 'good', icon: 'done' },
  few: { word: 'No verdict: under 30 learners', look: 'soft', icon: 'todo' },
  hard: { word: 'Too hard', look: 'again', icon: 'again' },
  easy: { word: 'Too easy', look: 'again', icon: 'again' },
  weak: { word: 'Tells learners apart poorly', look: 'again', icon: 'again' },
  reversed: { word: 'Look at the key: stronger learners miss it', look: 'fault', icon: 'warn' },
  right: { word: 'Right', look: 'good', icon: 'done' },
  wrong: { word: 'Not right', look: 'again', icon: 'again' },
  met: { word: 'Hours complete', look: 'good', icon: 'done' },
  short: { word: 'Hours missing', look: 'again', icon: 'again' },
  current: { word: 'Current', look: 'good', icon: 'done' },
  outdated: { word: 'Outdated', look: 'again', icon: 'again' },
};

/** What stands where a count is hidden. */
export const hiddenWord = 'hidden';

/** A value as people read it; `–` for nothing. @param locale of numbers and days; words are in English */
export function written(value: Cell, kind: Column['kind'], locale: 'en-US' | 'es-US' = 'en-US'): string {
  if (value === null) return '–';
  if (typeof value === 'object') return hiddenWord;
  if (typeof value === 'string') return kind === 'status' ? statusWords(value) : value;
  switch (kind) {
    case 'count':
      return value.toLocaleString(locale);
    case 'share':
      return percentOf(value, locale);
    case 'number':
      return value.toFixed(2);
    case 'hours':
      return value.toLocaleString(locale, { maximumFractionDigits: 2 });
    case 'day':
      return dayWords[locale].format(value * oneDay);
    case 'time':
      return timeWords[locale].format(value);
    case 'duration':
      return value < 90 ? `${Math.round(value)} s` : durationOf(value);
    case 'text':
    case 'status':
      return String(value);
  }
}

/** Several statuses of one cell stand with blanks between. */
export function statusWords(value: string): string {
  return value
    .split(' ')
    .map((one) => statusTags[one]?.word ?? one)
    .join('; ');
}

export function isNumeric(kind: Column['kind']): boolean {
  return !['text', 'status', 'day', 'time'].includes(kind);
}

const dayForm = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const inUtc = (locale: string) => new Intl.DateTimeFormat(locale, { ...dayForm, timeZone: 'UTC' });
const dayWords = { 'en-US': inUtc('en-US'), 'es-US': inUtc('es-US') } as const;
const moment = (locale: string) => new Intl.DateTimeFormat(locale, { ...dayForm, hour: 'numeric', minute: '2-digit' });
const timeWords = { 'en-US': moment('en-US'), 'es-US': moment('es-US') } as const;
