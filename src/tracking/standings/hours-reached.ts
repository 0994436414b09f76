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
  const days = [...new Set(all.map(({ done }) => done))].sort((a, b) => b - a);
  const [last] = days;
  if (last === undefined) return { hours: 0, done: null, until: null };
  const hours = sumOf(windowAt(all, last, months));
  for (const day of days) {
    const counted = windowAt(all, day, months);
    if (!isEnough(sumOf(counted), asked)) continue;
    return { hours, done: day, until: months === null ? null : addMonths(oldestNeeded(counted, asked), months) };
  }
  return { hours, done: null, until: null };
}

function windowAt(all: readonly HoursDone[], day: Day, months: number | null): HoursDone[] {
  const latest = new Map<string, HoursDone>();
  for (const one of all) {
    if (one.done > day || (months !== null && addMonths(one.done, months) < day)) continue;
    const before = latest.get(one.item);
    if (before === undefined || one.done > before.done || (one.done === before.done && one.hours > before.hours))
      latest.set(one.item, one);
  }
  return [...latest.values()];
}

/** Of what counts, the newest first, the day of the one that makes it enough. */
function oldestNeeded(counted: readonly HoursDone[], asked: number): Day {
  const newestFirst = [...counted].sort((a, b) => b.done - a.done);
  let sum = 0;
  for (const { done, hours } of newestFirst) {
    sum += hours;
    if (isEnough(sum, asked)) return done;
  }
  throw new Error('Hours that are enough became too few when they were put in order');
}

function sumOf(counted: readonly HoursDone[]): number {
  return counted.reduce((sum, { hours }) => sum + hours, 0);
}

/** Hundredths of hours add up to a little less than they are. */
function isEnough(sum: number, asked: number): boolean {
  return sum + 1e-6 >= asked;
}
