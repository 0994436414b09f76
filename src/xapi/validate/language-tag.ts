/** True for a well-formed language tag, also one of those registered before the rules were (RFC 5646 2.1, 2.2.9). */
export function isLanguageTag(value: string): boolean {
  if (value.length > longest) return false;
  if (!form.test(value)) return grandfathered.has(value.toLowerCase());
  // Only a tag with several parts can name one of them twice.
  return value.length <= 8 || !namesTwice(value.toLowerCase());
}

/** Longer ones are nobody's: with every part there is a tag has some 60 letters. */
const longest = 255;

const form = new RegExp(
  `^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\\d{3}))?` +
    `(?:-(?:[a-z0-9]{5,8}|\\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?` +
    `|x(?:-[a-z0-9]{1,8})+)$`,
  'i',
);

/** Tags that the form does not cover. */
const grandfathered = new Set(
  `en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu
   sgn-be-fr sgn-be-nl sgn-ch-de`.split(/\s+/),
);

/** A variant, or the letter that begins an extension, may come once; behind "x" anything goes. */
function namesTwice(tag: string): boolean {
  const seen = new Set<string>();
  let inExtension = false;
  for (const part of tag.split('-').slice(1)) {
    if (part === 'x') return false;
    const singleton = part.length === 1;
    const variant = !inExtension && (part.length > 4 || /^\d.{3}$/.test(part));
    if (singleton || variant) {
      if (seen.has(part)) return true;
      seen.add(part);
    }
    inExtension ||= singleton;
  }
  return false;
}
