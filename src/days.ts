/** Whole days since 1970-01-01 (UTC). */
export type Day = number;

const length = 86_400_000;

/** The day of an ISO date (`2026-03-31`), which must exist. */
export function dayOf(iso: string): Day {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / length);
}

/** The day of a time in milliseconds since the epoch. */
export function dayAt(time: number): Day {
  return Math.floor(time / length);
}

/** A day as ISO 8601 writes it: `2026-03-31`. */
export function isoOf(day: Day): string {
  return new Date(day * length).toISOString().slice(0, 10);
}

/** The same day so many months later (or earlier), or the last one of a month that is too short. */
export function addMonths(day: Day, months: number): Day {
  const from = new Date(day * length);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.floor(Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / length);
}
