import { type Day, dayOf, isoOf } from '../../days.js';

/** How dates with slashes are written: month first as in the United States, or day first. */
export type DateOrder = 'month-first' | 'day-first';

/**
 * A day as spreadsheets and LMSs write it: 2026-03-31 or 3/31/2026, perhaps with a time behind it. Null for a text that
 * is no day between 1940 and 2100.
 * @param shortYears whether 3/31/26 is a day of this century; without it nobody could tell 1926 from 2026
 */
export function readDay(text: string, order: DateOrder = 'month-first', shortYears = false): Day | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ,].*)?$/.exec(text);
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[ ,].*)?$/.exec(text);
  const [year, month, date] = iso
    ? [iso[1], iso[2], iso[3]]
    : order === 'month-first'
      ? [other?.[3], other?.[1], other?.[2]]
      : [other?.[3], other?.[2], other?.[1]];
  if (year === undefined || month === undefined || date === undefined) return null;
  if (year.length === 2 && !shortYears) return null;
  const full = year.length === 2 ? `20${year}` : year;
  const wanted = `${full}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const day = dayOf(wanted);
  if (!Number.isFinite(day) || isoOf(day) !== wanted) return null;
  return Number(full) >= 1940 && Number(full) <= 2100 ? day : null;
}
