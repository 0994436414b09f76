import { isObject } from '../json.js';
import { type Check, listOf, member, text } from './check.js';

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const iriForm = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
/** Control characters and halves of surrogate pairs: a database does not give them back as it got them. */
const unfindable = /[\p{Cc}\p{Cs}]/u;
const tagForm = new RegExp(
  `^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\\d{3}))?` +
    `(?:-(?:[a-z0-9]{5,8}|\\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?` +
    `|x(?:-[a-z0-9]{1,8})+|i-[a-z]{3,8})$`,
  'i',
);
const timeForm = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const strictTimeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;
const durationForm =
  /^P(?:\d+(?:[.,]\d+)?W|(?=\d|T)(?:\d+(?:[.,]\d+)?Y)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?)$/;
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True for a UUID of the standard variant (RFC 4122). */
export const isUuid = (value: string): boolean => uuidForm.test(value);

/** True for an absolute IRI: a scheme and something after it. */
export const isIri = (value: string): boolean => iriForm.test(value) && isFindable(value);

/** True for a text that a store can search for and find again. */
export function isFindable(value: string): boolean {
  return !unfindable.test(value);
}

/** True for a language tag (RFC 5646). */
export const isLanguageTag = (value: string): boolean => tagForm.test(value);

/** True for an ISO 8601 date and time that exists; the offset -00:00 is refused (xAPI 1.0.3 Data 4.5). */
export function isTimestamp(value: string): boolean {
  const found = timeForm.exec(value);
  if (!found) return false;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', zone = ''] = found;
  if (/^-00(?::?00)?$/.test(zone)) return false;
  const offset = /^[+-](\d{2}):?(\d{2})?$/.exec(zone);
  if (offset && (Number(offset[1]) > 23 || Number(offset[2] ?? 0) > 59)) return false;
  const last = month === '02' && !isLeap(Number(year)) ? 28 : daysOf[Number(month) - 1];
  return (
    last !== undefined &&
    Number(day) >= 1 &&
    Number(day) <= last &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60
  );
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Milliseconds since the epoch of a timestamp that passed `isTimestamp`; without a zone it is UTC. */
export function timeOf(value: string): number {
  const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(value.slice(10)) ? value : `${value}Z`;
  return Date.parse(
    zoned
      .replace(',', '.')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
      .replace(/(T.*[+-]\d{2})$/i, '$1:00'),
  );
}

/** True for an ISO 8601 duration with at least one part. */
export const isDuration = (value: string): boolean => durationForm.test(value);

export const uuid = text(isUuid, 'a UUID');
export const iri = text(isIri, 'an absolute IRI');
export const anyText = text();
/** A text that things are found by. */
export const name = text(isFindable, 'a text without control characters');
export const languageTag = text(isLanguageTag, 'a language tag (RFC 5646)');
export const duration = text(isDuration, 'an ISO 8601 duration such as "PT90S"');
export const mailbox = text(
  (v) => /^mailto:[^\s@]+@[^\s@]+$/i.test(v) && isFindable(v),
  '"mailto:" and an e-mail address',
);
export const sha1 = text((v) => /^[0-9a-f]{40}$/i.test(v), '40 hexadecimal digits');

/** A date and time; xAPI 2.0 wants RFC 3339, so seconds and a zone. */
export const timestamp: Check = (value, path, report) => {
  if (typeof value !== 'string' || !isTimestamp(value) || Number.isNaN(timeOf(value))) {
    report.add(path, 'must be an ISO 8601 date and time such as "2026-03-14T11:02:00Z"');
  } else if (report.version === '2.0.0' && !strictTimeForm.test(value)) {
    report.add(path, 'must be an RFC 3339 date and time with seconds and a zone');
  }
};

/** Texts by language (xAPI 1.0.3 Data 4.2). */
export const languageMap: Check = (value, path, report) => {
  if (!isObject(value)) {
    report.add(path, 'must be an object of texts by language');
    return;
  }
  for (const [tag, words] of Object.entries(value)) {
    if (!isLanguageTag(tag)) report.add(member(path, tag), 'is not a language tag (RFC 5646)');
    if (typeof words !== 'string') report.add(member(path, tag), 'must be a string');
  }
};

/** Any values by IRI (xAPI 1.0.3 Data 4.1). */
export const extensions: Check = (value, path, report) => {
  if (!isObject(value)) {
    report.add(path, 'must be an object of values by IRI');
    return;
  }
  for (const key of Object.keys(value)) if (!isIri(key)) report.add(member(path, key), 'is not an absolute IRI');
};

export const texts = listOf(anyText);
