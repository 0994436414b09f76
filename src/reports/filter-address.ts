import { type Filter, type FilterName, filterNames, type Report, type Sort } from './report.js';

/** What an address says besides the report's name. */
export interface Wish {
  readonly filter: Filter;
  readonly sort: Sort | null;
  /** From 1. */
  readonly page: number;
}

/** What the query of an address asks of a report; what it does not understand it takes as not said. */
export function readWish(query: URLSearchParams, report: Pick<Report, 'filters'>): Wish {
  const filter: { -readonly [Name in keyof Filter]: Filter[Name] } = {};
  for (const name of report.filters) {
    const text = (query.get(name) ?? '').trim().slice(0, longest);
    if (text === '') continue;
    if (name === 'from' || name === 'to') {
      const day = dayOf(text);
      if (day !== null) filter[name] = day;
    } else filter[name] = text;
  }
  const key = query.get('sort');
  return {
    filter,
    sort: key ? { key: key.slice(0, longest), descending: query.get('order') === 'desc' } : null,
    page: Math.max(1, Math.min(1_000_000, Math.floor(Number(query.get('page') ?? 1)) || 1)),
  };
}

/** The query of an address that asks for this, with its `?`; '' for nothing. */
export function writeWish({ filter, sort, page }: Partial<Wish>): string {
  const query = new URLSearchParams();
  for (const name of filterNames) {
    const value = filter?.[name];
    if (value !== undefined) query.set(name, writtenFilter(name, value));
  }
  if (sort) {
    query.set('sort', sort.key);
    if (sort.descending) query.set('order', 'desc');
  }
  if (page !== undefined && page > 1) query.set('page', String(page));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** A filter's value as an address and a form have it: days as `2026-03-14`. */
export function writtenFilter(name: FilterName, value: string | number): string {
  return (name === 'from' || name === 'to') && typeof value === 'number' ? isoDay(value) : String(value);
}

/** `2026-03-14` as a day since 1970-01-01; null when it is none. */
export function dayOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || isoDay(time / oneDay) !== text ? null : time / oneDay;
}

/** A day since 1970-01-01 as `2026-03-14`. */
export function isoDay(day: number): string {
  return new Date(day * oneDay).toISOString().slice(0, 10);
}

/** Milliseconds. */
export const oneDay = 86_400_000;

const longest = 200;
