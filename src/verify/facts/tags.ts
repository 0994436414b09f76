/** A start tag of HTML or SVG. */
export interface Tag {
  /** Lower case. */
  readonly name: string;
  /** In characters from the start of the text. */
  readonly index: number;
  /** Names in lower case, values as written. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** What is inside a `<style>`, with its place; null for other elements. */
  readonly style: { readonly text: string; readonly index: number } | null;
}

/**
 * The start tags of a page. Comments and the inside of scripts are passed over.
 * It goes through the text once and never back, whatever is in it: packages of others are hostile.
 */
export function tagsIn(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  let at = 0;
  while (true) {
    const open = text.indexOf('<', at);
    if (open < 0) return tags;
    if (text.startsWith('<!--', open)) {
      at = after('-->', text, open + 4);
      continue;
    }
    const name = match(tagName, text, open + 1).toLowerCase();
    if (name === '') {
      at = open + 1;
      continue;
    }
    const { attributes, end } = attributesFrom(text, open + 1 + name.length);
    const close = name === 'script' || name === 'style' ? closing(name, text, end) : null;
    const style = name === 'style' && close !== null ? { text: text.slice(end, close), index: end } : null;
    tags.push({ name, index: open, attributes, style });
    at = close ?? end;
  }
}

const tagName = /[a-zA-Z][\w:-]*/y;
const between = /[\s/"'=]*/y;
const attributeName = /[^\s"'=<>/]+/y;
const equalSign = /\s*=\s*/y;
const bareValue = /[^\s"'<>]*/y;

interface Attributes {
  readonly attributes: Tag['attributes'];
  /** Behind the tag's `>`, at the next `<` when it has none, or at the text's end. */
  readonly end: number;
}

function attributesFrom(text: string, from: number): Attributes {
  const attributes: (readonly [string, string])[] = [];
  let at = from;
  while (at < text.length) {
    at += match(between, text, at).length;
    if (text[at] === '>') return { attributes, end: at + 1 };
    if (text[at] === '<' || at >= text.length) break;
    const name = match(attributeName, text, at);
    at += name.length;
    const equals = match(equalSign, text, at);
    if (equals === '') continue;
    at += equals.length;
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1);
      // Without its second quote the rest of the text is this value, and no browser shows more.
      if (end < 0) return { attributes, end: text.length };
      attributes.push([name.toLowerCase(), text.slice(at + 1, end)]);
      at = end + 1;
    } else {
      const value = match(bareValue, text, at);
      attributes.push([name.toLowerCase(), value]);
      at += value.length;
    }
  }
  return { attributes, end: at };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function after(mark: string, text: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** Where the end tag of a script or style begins; the text's end when there is none. */
function closing(name: string, text: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}
