import type { Behaviour } from '../behaviour.js';
import { type Salted, seal } from '../pure-seal.js';

/** What is accepted: one number, sealed; or a range, which no seal can tell. */
export type NumericData = (Salted & { readonly right: string }) | NumericRange;

/** `from` to `to`, both included; null has no bound. Off by at most `near` earns half. */
export interface NumericRange {
  readonly from: number | null;
  readonly to: number | null;
  readonly near?: number;
}

/** Largest number that is read, and its decimals: both are exact in what JavaScript calls a number. */
export const numberLimits = { largest: 999_999_999, decimals: 6 } as const;

/** A number to type. The response is the number; null before one is there. */
export const behaviour: Behaviour<NumericData, number | null> = {
  type: 'numeric',
  read: (_data, fields) => numberIn(fields.get('answer')?.[0] ?? ''),
  write: (_data, response) => new Map([['answer', response === null ? [] : [written(response)]]]),
  isAnswered: (_data, response) => response !== null,
  isComplete: (_data, response) => response !== null,
  score(data, response) {
    if (response === null) return 0;
    if ('right' in data) return seal(data, written(response)) === data.right ? 1 : 0;
    const off = distance(data, response);
    return off === 0 ? 1 : off <= (data.near ?? 0) + dust ? 0.5 : 0;
  },
  encode: (_data, response) => (response === null ? '' : written(response)),
  decode: (_data, text) => numberIn(text),
  longest: () => `-${numberLimits.largest}.${'9'.repeat(numberLimits.decimals)}`,
  interaction: (data, response) => ({
    type: 'numeric',
    response,
    correct: 'right' in data ? [] : [{ from: data.from, to: data.to }],
  }),
  feedbackKeys: () => [],
};

/** 0.1 + 0.2 is 0.30000000000000004: a hair's difference is none. */
const dust = 1e-9;

/** How far a number is from what is accepted; 0 inside. */
function distance({ from, to }: NumericRange, value: number): number {
  const below = from === null ? 0 : from - value;
  const above = to === null ? 0 : value - to;
  const off = Math.max(below, above, 0);
  return off <= dust ? 0 : off;
}

/**
 * The number that a text means, or null: blanks, a percent or currency sign and a unit behind it make no difference;
 * groups of three behind commas are thousands (`1,200`), any other single comma is a decimal one (`2,5`).
 */
export function numberIn(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\s$€%]+/g, '')
    .replace(/\p{L}+\.?$/u, '');
  const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  const pointed = grouped.replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(pointed)) return null;
  const value = Number(Number(pointed).toFixed(numberLimits.decimals));
  // -0 would be another number to who compares, and the same to who reads.
  return Math.abs(value) > numberLimits.largest ? null : value + 0;
}

/** Without an exponent, which no standard's number has. */
export function written(value: number): string {
  return value.toFixed(numberLimits.decimals).replace(/\.?0+$/, '');
}
