/** What can be told about JSON without reading it. */
export interface ScannedJson {
  readonly depth: number;
  /** Names of properties, those that are given twice counted twice. */
  readonly names: number;
  /** There is a number with an exponent or with many digits before its point. */
  readonly oddNumber: boolean;
  /** Written as `JSON.stringify` does: no blanks and line ends but those in texts, and no zero with a sign. */
  readonly compact: boolean;
  /** Where the commas of the outermost list or object stand. */
  readonly commas: readonly number[];
}

/** A whole number with more digits than this may be one that a double can't hold. */
const safeDigits = 15;

const [quote, backslash, colon, comma, point, minus, zero] = [0x22, 0x5c, 0x3a, 0x2c, 0x2e, 0x2d, 0x30];
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * One pass over a text that may be JSON.
 * @param deepest where it is nested deeper it is looked at no further
 */
export function scanJson(json: string, deepest: number): ScannedJson {
  let depth = 0;
  let most = 0;
  let names = 0;
  let digits = 0;
  let oddNumber = false;
  let compact = true;
  const commas: number[] = [];
  for (let n = 0; n < json.length; n++) {
    const code = json.charCodeAt(n);
    if (code === quote) {
      n = endOfText(json, n + 1);
      digits = 0;
    } else if (code >= 0x30 && code <= 0x39) {
      digits++;
      if (digits > safeDigits) oddNumber = true;
    } else {
      // "e" or "E" behind a digit; behind the point digits don't count.
      if ((code | 0x20) === 0x65 && digits !== 0) oddNumber = true;
      digits = code === point ? Number.NEGATIVE_INFINITY : 0;
      if (code === colon) names++;
      else if (code === comma) {
        if (depth === 1) commas.push(n);
      } else if (code === openObject || code === openList) {
        depth++;
        if (depth > most) most = depth;
        if (depth > deepest) break;
      } else if (code === closeObject || code === closeList) depth--;
      else if (code <= 0x20 || (code === minus && json.charCodeAt(n + 1) === zero)) compact = false;
    }
  }
  return { depth: most, names, oddNumber, compact, commas };
}

/** Place of the quote that ends the text which begins here; the end of all where none does. */
function endOfText(json: string, from: number): number {
  // Far faster than looking at each character: most of JSON is texts.
  for (let at = json.indexOf('"', from); at >= 0; at = json.indexOf('"', at + 1)) {
    let before = at;
    while (before > from && json.charCodeAt(before - 1) === backslash) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return json.length;
}
