import { isObject } from '../json.js';
import { type Check, kindOf, listOf, member, quoted, text } from './check.js';
import { isLanguageTag } from './language-tag.js';
import { isStrictTimestamp, isTimestamp } from './time.js';

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** What RFC 3987 2.2 allows behind a scheme: no blank, no sign that it excludes, a percent sign only before two digits. */
const iriPart = '[^\\s<>"{}|\\\\^`%#]*(?:%[0-9a-f]{2}[^\\s<>"{}|\\\\^`%#]*)*';
/** A scheme and something behind it; http and https with a host. */
const iriForm = new RegExp(
  `^(?:(?!https?:)[a-z][a-z0-9+.-]*:(?!$)|https?://(?=[^/?#]))${iriPart}(?:#${iriPart})?$`,
  'i',
);
/** Control characters and halves of surrogate pairs: a database does not give them back as it got them. */
const unfindable = /[\p{Cc}\p{Cs}]/u;
const durationForm =
  /^P(?:\d+(?:[.,]\d+)?W|(?=\d|T)(?:\d+(?:[.,]\d+)?Y)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?)$/;
const mailboxForm = /^mailto:[^\s@<>()[\]\\,;:"]+@(?:[\p{L}\p{M}\p{N}_-]+\.)*[\p{L}\p{M}\p{N}_-]+$/iu;
const mediaTypeForm = /^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+[ \t]*(?:;[\x20-\x7e]*)?$/;

/**
 * Most bytes of a text that statements are found by (an id, an agent's identifier): an index of PostgreSQL takes
 * entries of up to a third of a page, 2,704 bytes.
 */
export const mostSearchedBytes = 2000;

/** True for a UUID of the standard variant (RFC 4122). */
export const isUuid = (value: string): boolean => uuidForm.test(value);

/** True for an absolute IRI (RFC 3987). */
export function isIri(value: string): boolean {
  if (knownIris.has(value)) return true;
  if (!iriForm.test(value) || !isFindable(value)) return false;
  if (knownIris.size === mostKnownIris) knownIris.clear();
  if (value.length <= 200) knownIris.add(value);
  return true;
}

/** The same verbs, activities and extensions come again and again; to look them up takes a fraction of the time. */
const knownIris = new Set<string>();
const mostKnownIris = 2000;

/** True for a text that a store can search for and find again. */
export function isFindable(value: string): boolean {
  return !unfindable.test(value);
}

/** True for an ISO 8601 duration with at least one part, and a fraction in the last part only (ISO 8601:2004 4.4.3.2). */
export const isDuration = (value: string): boolean =>
  value.length <= 100 && durationForm.test(value) && !/[.,]\d+[A-Z]T?\d/.test(value);

/** True for a media type with its parameters, fit to be given back in a Content-Type header (RFC 9110 8.3.1). */
export const isMediaType = (value: string): boolean => value.length <= 255 && mediaTypeForm.test(value);

/** True when a text, or several that are searched for as one, is short enough for an index. */
export function isShort(...searched: readonly string[]): boolean {
  // UTF-8 has at most 3 bytes for each unit of a JavaScript text.
  const units = searched.reduce((sum, one) => sum + one.length, 0);
  return units * 3 <= mostSearchedBytes || new TextEncoder().encode(searched.join('')).length <= mostSearchedBytes;
}

export const uuid = text(isUuid, 'a UUID such as "7ccd3322-e1a5-411a-a67d-6a735c76f119"');
export const iri = text(isIri, 'an absolute IRI such as "https://example.org/a"');
/** An IRI that statements are found by. */
export const searchedIri = short(iri);
export const anyText = text();
/** A text that things are found by. */
export const name = text(isFindable, 'a text without control characters or halves of surrogate pairs');
export const languageTag = text(isLanguageTag, 'a language tag such as "en-US" (RFC 5646)');
export const duration = text(
  isDuration,
  'an ISO 8601 duration such as "PT1M30.5S", with a fraction in the last part only',
);
export const mailbox = short(
  text((v) => mailboxForm.test(v) && isFindable(v), '"mailto:" and an e-mail address, nothing more'),
);
export const sha1 = text((v) => /^[0-9a-f]{40}$/i.test(v), '40 hexadecimal digits');
export const mediaType = text(isMediaType, 'a media type such as "text/plain; charset=utf-8"');

/** A date and time; xAPI 2.0 wants RFC 3339, so seconds and a zone. */
export const timestamp: Check = (value, path, report) => {
  const wanted = '"2026-03-14T11:02:00Z"';
  if (typeof value !== 'string' || !isTimestamp(value)) {
    report.add(path, `must be an ISO 8601 date and time that exists, such as ${wanted}, found ${kindOf(value)}`);
  } else if (report.version === '2.0.0' && !isStrictTimestamp(value)) {
    report.add(path, `must be an RFC 3339 date and time with seconds and a zone, such as ${wanted}, found "${value}"`);
  }
};

/** Texts by language (xAPI 1.0.3 Data 4.2); from xAPI 2.0 on each language once, whatever the case of its letters. */
export const languageMap: Check = (value, path, report) => {
  if (!isObject(value)) {
    report.add(path, `must be an object of texts by language, such as {"en": "..."}, found ${kindOf(value)}`);
    return;
  }
  const seen = new Set<string>();
  for (const [tag, words] of Object.entries(value)) {
    const place = report.quick ? path : member(path, tag);
    if (!isLanguageTag(tag)) report.add(place, 'is no language tag; write one such as "en-US" (RFC 5646)');
    else if (report.version === '2.0.0' && seen.has(tag.toLowerCase()))
      report.add(place, 'is a language that is in this map already; keep one');
    seen.add(tag.toLowerCase());
    if (typeof words !== 'string') report.add(place, `must be a string, found ${kindOf(words)}`);
  }
};

/** Any values by IRI (xAPI 1.0.3 Data 4.1). */
export const extensions: Check = (value, path, report) => {
  if (!isObject(value)) {
    report.add(path, `must be an object of values by IRI, found ${kindOf(value)}`);
    return;
  }
  for (const key of Object.keys(value))
    if (!isIri(key)) report.add(member(path, key), `is no absolute IRI; name it such as "https://example.org/a"`);
};

export const texts = listOf(anyText);

function short(check: Check): Check {
  return (value, path, report) => {
    check(value, path, report);
    if (typeof value === 'string' && !isShort(value))
      report.add(path, `must have at most ${mostSearchedBytes} bytes, for it is searched for, found ${quoted(value)}`);
  };
}
