import { tagsIn } from './tags.js';

/** An address that a browser fetches by itself when it shows a page, a drawing or a style sheet. */
export interface Load {
  readonly address: string;
  /** Where it stands in the text, in characters from its start. */
  readonly index: number;
}

/** Attributes by which any element loads. Links that a reader follows are no loads. */
const loadingEverywhere = ['src', 'poster', 'background', 'srcset', 'imagesrcset'];

/** Attributes by which only these elements load. */
const loadingByElement: Readonly<Record<string, readonly string[]>> = {
  link: ['href'],
  base: ['href'],
  object: ['data'],
  use: ['href', 'xlink:href'],
  image: ['href', 'xlink:href'],
  feimage: ['href', 'xlink:href'],
};

/** What a page or a drawing loads: by attributes, by `style`, and by `<style>`. Scripts are not read. */
export function loadsOfMarkup(text: string): readonly Load[] {
  const loads: Load[] = [];
  for (const { name, index, attributes, style } of tagsIn(text)) {
    if (style !== null) loads.push(...loadsOfStyle(style.text).map((l) => ({ ...l, index: l.index + style.index })));
    const own = loadingByElement[name] ?? [];
    for (const [key, value] of attributes) {
      if (key === 'style') loads.push(...loadsOfStyle(decode(value)).map((l) => ({ ...l, index })));
      else if (loadingEverywhere.includes(key) || own.includes(key)) {
        loads.push(...addressesIn(key, decode(value).trim()).map((address) => ({ address, index })));
      }
    }
  }
  return loads;
}

/** What a style sheet loads: `url(...)` and `@import`. One pass, whatever the text: packages of others are hostile. */
export function loadsOfStyle(text: string): readonly Load[] {
  const loads: Load[] = [];
  const start = /\/\*|url\(\s*|@import\s+(?=["'])/gi;
  const bare = /[^()"'\s]*/y;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const at = start.lastIndex;
    if (found[0] === '/*') {
      const end = text.indexOf('*/', at);
      if (end < 0) break;
      start.lastIndex = end + 2;
      continue;
    }
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1);
      if (end < 0) break;
      loads.push({ address: text.slice(at + 1, end), index: found.index });
      start.lastIndex = end + 1;
      continue;
    }
    bare.lastIndex = at;
    const address = bare.exec(text)?.[0] ?? '';
    const next = text.slice(at + address.length, at + address.length + 20).trimStart()[0];
    if (next === ')') loads.push({ address, index: found.index });
  }
  return loads;
}

function addressesIn(name: string, value: string): readonly string[] {
  if (!name.endsWith('srcset')) return [value];
  return value.split(',').map((part) => part.trim().split(/\s+/)[0] ?? '');
}

/** The character references that addresses hold in practice. */
function decode(value: string): string {
  if (!value.includes('&')) return value;
  return value
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => character(Number(digits)))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
