import { type Day, dayOf, isoOf } from '../../days.js';

/** How dates with slashes are written: month first as in the United States, or day first. */
export type DateOrder = 'month-first' | 'day-first';

/**
 * What to write instead of a text that is no day with the month first, as near to what was meant as can be told.
 * @param otherwise where nothing can be told
 */
export function dayHint(text: string, otherwise: string): string {
  const serial = /^\d{5}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) - spreadsheetBegin : null;
  if (serial !== null && serial > 0)
    return `a spreadsheet counts days so: show the column as dates there, or write ${isoOf(serial)}.`;
  const short = readDay(text, 'month-first', true);
  if (short !== null) return `write the year with four digits: ${isoOf(short)}.`;
  const swapped = readDay(text, 'day-first');
  if (swapped !== null) {
    const [year, month, date] = isoOf(swapped).split('-').map(Number);
    return `the month comes first: write ${month}/${date}/${year}, or ${isoOf(swapped)}.`;
  }
  return otherwise;
}

/** 1970-01-01 as spreadsheets number days, 1899-12-30 being 0. */
const spreadsheetBegin = 25_569;

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
