import { addMonths, type Day } from '../../days.js';

/** Something done, with the hours that it counts for. */
export interface HoursDone {
  readonly item: string;
  readonly done: Day;
  readonly hours: number;
}

export interface HoursReached {
  /** Hours in the window that ends with the last thing done. */
  readonly hours: number;
  /** The last day on which something brought the hours to what is asked; null when nothing ever did. */
  readonly done: Day | null;
  /** The last day on which they are still reached; null when never, or without a window. */
  readonly until: Day | null;
}

/**
 * Whether hours are reached, and how long that lasts by itself. An item counts once in a window, by the last time it
 * was done: several sources tell of one completion. What is done on a day counts up to the same day `months` later.
 * @param months null: hours once done count forever
 */
export function hoursReached(all: readonly HoursDone[], asked: number, months: number | null): HoursReached {
  const lasting = all.map((one) => ({ ...one, until: months === null ? null : addMonths(one.done, months) }));
  const days = [...new Set(all.map(({ done }) => done))].sort((a, b) => b - a);
  const [last] = days;
  if (last === undefined) return { hours: 0, done: null, until: null };
  const hours = sumOf(windowAt(lasting, last));
  // Most never reach them: then no window has to be looked at.
  if (!isEnough(sumOf(lasting), asked)) return { hours, done: null, until: null };
  for (const day of days) {
    const counted = windowAt(lasting, day);
    if (isEnough(sumOf(counted), asked)) return { hours, done: day, until: lapseOf(counted, asked) };
  }
  return { hours, done: null, until: null };
}

/** With the last day on which it counts; null: forever. */
interface Lasting extends HoursDone {
  readonly until: Day | null;
}

function windowAt(all: readonly Lasting[], day: Day): Lasting[] {
  const latest = new Map<string, Lasting>();
  for (const one of all) {
    if (one.done > day || (one.until !== null && one.until < day)) continue;
    const before = latest.get(one.item);
    if (before === undefined || one.done > before.done || (one.done === before.done && one.hours > before.hours))
      latest.set(one.item, one);
  }
  return [...latest.values()];
}

/** Of what counts, the newest first, the last day of the one that makes it enough. */
function lapseOf(counted: readonly Lasting[], asked: number): Day | null {
  const newestFirst = [...counted].sort((a, b) => b.done - a.done);
  let sum = 0;
  for (const { until, hours } of newestFirst) {
    sum += hours;
    if (isEnough(sum, asked)) return until;
  }
  return null;
}

function sumOf(counted: readonly HoursDone[]): number {
  return counted.reduce((sum, { hours }) => sum + hours, 0);
}

/** Hundredths of hours add up to a little less than they are. */
function isEnough(sum: number, asked: number): boolean {
  return sum + 1e-6 >= asked;
}
