const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const strictForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const day = 86_400_000;
/** A fraction of a second may have as many digits as anybody's clock has. */
const longest = 60;

/** True for an ISO 8601 date and time that exists; the offset -00:00 is refused (xAPI 1.0.3 Data 4.5). */
export function isTimestamp(value: string): boolean {
  const found = value.length <= longest ? form.exec(value) : null;
  if (!found) return false;
  const [, year = '', month = '', date = '', hour = '', minute = '', second = '0', zone = ''] = found;
  if (/^-00(?::?00)?$/.test(zone)) return false;
  const offset = /^[+-](\d{2}):?(\d{2})?$/.exec(zone);
  if (offset && (Number(offset[1]) > 23 || Number(offset[2] ?? 0) > 59)) return false;
  const last = month === '02' && !isLeapYear(Number(year)) ? 28 : daysOf[Number(month) - 1];
  return (
    last !== undefined &&
    Number(date) >= 1 &&
    Number(date) <= last &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    (Number(second) < 60 || (second === '60' && isLeapSecond(value)))
  );
}

/** True for a timestamp that is also one of RFC 3339, with seconds and a zone. */
export const isStrictTimestamp = (value: string): boolean => strictForm.test(value) && isTimestamp(value);

/**
 * Milliseconds since the epoch of a timestamp that passed `isTimestamp`; without a zone it is UTC. A leap second
 * counts as the second before it, for the epoch's count knows none.
 */
export function timeOf(value: string): number {
  const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(value.slice(10)) ? value : `${value}Z`;
  return Date.parse(
    zoned
      .toUpperCase()
      .replace(/^(.{17})60/, '$159')
      .replace(',', '.')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
      .replace(/(T.*[+-]\d{2})$/, '$1:00'),
  );
}

/** Leap seconds come at the end of a June or December, in UTC (RFC 3339 5.7). */
function isLeapSecond(value: string): boolean {
  const time = timeOf(value);
  const next = new Date(time + 1000);
  return (
    Math.floor(time / 1000) % (day / 1000) === day / 1000 - 1 &&
    [0, 6].includes(next.getUTCMonth()) &&
    next.getUTCDate() === 1
  );
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
