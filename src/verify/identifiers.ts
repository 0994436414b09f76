/** True for an absolute IRI: a scheme, and after it something without blanks and the characters RFC 3987 leaves out. */
export function isIri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(text);
}

/** True for a language tag as XML Schema's `language` writes it (BCP 47 in form). */
export function isLanguage(text: string): boolean {
  return /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(text);
}

/** True for an XML name without a colon: what XML Schema's `ID` takes. */
export function isNcName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}\p{M}._\u00b7-]*$/u.test(text);
}
