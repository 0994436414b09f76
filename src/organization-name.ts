/** A name as it is compared: lower case, without accents, with one blank for all that is neither letter nor digit. */
export function foldedName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A folded name without the words that tell no organizations apart: "county of fresno dss" is "fresno".
 * @param leftOut folded, the longest first
 */
export function shortName(folded: string, leftOut: readonly string[]): string {
  let rest = ` ${folded} `;
  for (const words of leftOut) while (rest.includes(` ${words} `)) rest = rest.replace(` ${words} `, ' ');
  return rest.trim() === '' ? folded : rest.trim();
}
