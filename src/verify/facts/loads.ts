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
  // Comments and the inside of scripts become blanks, so that places stay true.
  const plain = text
    .replace(/<!--[\s\S]*?-->/g, blanks)
    .replace(
      /(<script\b[^>]*>)([\s\S]*?)(<\/script\s*>)/gi,
      (_, open: string, body: string, close: string) => open + blanks(body) + close,
    );
  for (const style of plain.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi)) {
    loads.push(...loadsOfStyle(style[0]).map((l) => ({ ...l, index: l.index + style.index })));
  }
  for (const tag of plain.matchAll(/<([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g)) {
    const own = loadingByElement[(tag[1] ?? '').toLowerCase()] ?? [];
    const { index } = tag;
    for (const [name, value] of attributesOf(tag[2] ?? '')) {
      if (name === 'style') loads.push(...loadsOfStyle(value).map((l) => ({ ...l, index })));
      else if (loadingEverywhere.includes(name) || own.includes(name)) {
        loads.push(...addressesIn(name, value).map((address) => ({ address, index })));
      }
    }
  }
  return loads;
}

/** What a style sheet loads: `url(...)` and `@import`. */
export function loadsOfStyle(text: string): readonly Load[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, blanks);
  const found = plain.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi);
  return [...found].map((m) => ({ address: m[1] ?? m[2] ?? m[3] ?? m[4] ?? m[5] ?? '', index: m.index }));
}

function attributesOf(text: string): readonly (readonly [name: string, value: string])[] {
  const found = text.matchAll(/([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g);
  return [...found].map((m) => [(m[1] ?? '').toLowerCase(), decode(m[2] ?? m[3] ?? m[4] ?? '').trim()] as const);
}

function addressesIn(name: string, value: string): readonly string[] {
  if (!name.endsWith('srcset')) return [value];
  return value.split(',').map((part) => part.trim().split(/\s+/)[0] ?? '');
}

/** The character references that addresses hold in practice. */
function decode(value: string): string {
  return value
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => character(Number(digits)))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

function blanks(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
