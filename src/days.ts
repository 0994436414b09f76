/** Whole days since 1970-01-01, as calendars count them. */
export type Day = number;

/** Where the offices are, and all their learners: their days begin and end there, with summer time. */
export const officeZone = 'America/Los_Angeles';

const length = 86_400_000;

/** The day of an ISO date (`2026-03-31`), which must exist. */
export function dayOf(iso: string): Day {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / length);
}

/** The offices' day in which a time lies. @param time milliseconds since the epoch */
export function dayAt(time: number): Day {
  return Math.floor(clockAt(time) / length);
}

/** What the offices' clocks show at a time, as the time at which clocks in UTC show it; both milliseconds since the epoch. */
export function clockAt(time: number): number {
  return time + (zoneChanges().findLast(({ from }) => from <= time)?.ahead ?? 0);
}

/** When a day of the offices begins, milliseconds since the epoch. */
export function beginOf(day: Day): number {
  const inUtc = day * length;
  // The last change that comes before the day's own beginning decides.
  const ahead = zoneChanges().findLast(({ from, ahead: its }) => from <= inUtc - its)?.ahead ?? 0;
  return inUtc - ahead;
}

export interface ZoneChange {
  /** Milliseconds since the epoch from which it holds; -Infinity for the first. */
  readonly from: number;
  /** Milliseconds by which the offices' clocks are ahead of UTC: less than 0 in California. */
  readonly ahead: number;
}

let changes: readonly ZoneChange[] | undefined;

/** All changes of the offices' clocks from 2000 to 2060, in order; what is later goes by the last of them. */
export function zoneChanges(): readonly ZoneChange[] {
  changes ??= changesBetween(Date.UTC(2000, 0), Date.UTC(2060, 0));
  return changes;
}

function changesBetween(start: number, end: number): ZoneChange[] {
  const found: ZoneChange[] = [{ from: Number.NEGATIVE_INFINITY, ahead: aheadAt(start) }];
  // Summer time lasts for months: a look every fourth week misses none, and halving finds its hour.
  for (let before = start; before < end; before += 28 * length) {
    const after = before + 28 * length;
    const ahead = aheadAt(after);
    if (ahead === aheadAt(before)) continue;
    let [low, high] = [before, after];
    while (high - low > 60_000) {
      const middle = low + Math.floor((high - low) / 120_000) * 60_000;
      if (aheadAt(middle) === ahead) high = middle;
      else low = middle;
    }
    found.push({ from: high, ahead });
  }
  return found;
}

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: officeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

function aheadAt(time: number): number {
  const at = Object.fromEntries(clock.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = at;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(time / 60_000) * 60_000;
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
