import { type ContentElement, type ContentNode, plainText } from '../../content.js';
import { linkTarget } from '../../definition/markdown/links.js';
import { readInline } from '../../definition/markdown/read-inline.js';

/** Inline Markdown of the module language, and what of the source it does not say. */
export interface WrittenMarkdown {
  readonly markdown: string;
  /** In words: `an image ("map.png")`. */
  readonly lost: readonly string[];
}

/**
 * A tree of HTML as inline Markdown: emphasis, code and links stay, line breaks become blanks, the rest is told.
 * What is written is read again by the module language itself, so that no text changes its meaning on the way.
 */
export function inlineMarkdown(nodes: readonly ContentNode[]): WrittenMarkdown {
  const lost: string[] = [];
  const markdown = tidied(nodes.map((node) => written(node, lost)).join(''));
  const words = plainText(readInline(markdown).content);
  const meant = tidied(nodes.map((node) => written(node, [], true)).join(''));
  if (readInline(markdown).slips.length === 0 && words === meant.replaceAll(/\s+/g, ' ')) return { markdown, lost };
  // Emphasis in the middle of a word, for one, has no spelling in Markdown.
  const plain = meant === words ? markdown : escaped(meant);
  return { markdown: plain, lost: plain === markdown ? lost : [...new Set([...lost, 'emphasis or links'])] };
}

/** Plain text as Markdown that says just that. */
export function escaped(text: string): string {
  const { content, slips } = readInline(text);
  const says =
    content.length === 1 && typeof content[0] === 'string' ? content[0].trim().replaceAll(/\s+/g, ' ') : null;
  const isPlain = slips.length === 0 && says === text.trim().replaceAll(/\s+/g, ' ');
  return isPlain || text.trim() === '' ? text : text.replaceAll(/[\\`*_[\]<>~{}&!]/g, '\\$&');
}

function tidied(text: string): string {
  return text
    .replaceAll(/[\u200b\ufeff]/g, '')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll(/(?: ;)+ /g, '; ')
    .replaceAll(/^[ ;]+|[ ;]+$/g, '')
    .trim();
}

function written(node: ContentNode, lost: string[], wordsOnly = false): string {
  if (typeof node === 'string') {
    if (/\$\$.+\$\$|\\\(.+\\\)|\\\[.+\\\]/s.test(node)) lose(lost, 'a formula (its TeX stands in the text)');
    return wordsOnly ? node : escaped(node);
  }
  const inner = node.children.map((one) => written(one, lost, wordsOnly)).join('');
  const way = ways[node.tag];
  if (way !== undefined) return way(node, inner, lost, wordsOnly);
  if (!harmless.has(node.tag)) lose(lost, `markup <${node.tag.slice(0, 40)}>`);
  return inner;
}

type Way = (node: ContentElement, inner: string, lost: string[], wordsOnly: boolean) => string;

const apart: Way = (_node, inner) => ` ${inner} `;
const within =
  (mark: string): Way =>
  (_node, inner, _lost, wordsOnly) => {
    const [, before = '', text = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(inner) ?? [];
    return wordsOnly || text === '' ? inner : `${before}${mark}${text}${mark}${after}`;
  };
const without =
  (what: string): Way =>
  (_node, inner, lost) => {
    lose(lost, what);
    return ` ${inner} `;
  };
const gone =
  (what: string): Way =>
  (node, _inner, lost) => {
    const named = String(node.attributes.alt ?? node.attributes.src ?? node.attributes.data ?? '').slice(0, 80);
    lose(lost, named === '' || named.startsWith('data:') ? what : `${what} ("${named}")`);
    return ' ';
  };

const ways: Readonly<Record<string, Way>> = {
  p: apart,
  div: apart,
  br: () => ' ',
  strong: within('**'),
  b: within('**'),
  em: within('*'),
  i: within('*'),
  s: within('~~'),
  del: within('~~'),
  code: (_node, inner, _lost, wordsOnly) =>
    wordsOnly || inner.includes('`') || inner.trim() === '' ? inner : `\`${inner.replaceAll('\\', '').trim()}\``,
  a: (node, inner, lost, wordsOnly) => {
    const href = String(node.attributes.href ?? '');
    if (href === '') return inner;
    const isGood = linkTarget(href).kind === 'web' && !/[\s()<>]/.test(href);
    if (!isGood) lose(lost, `a link to ${href.slice(0, 80)}`);
    return isGood && !wordsOnly && inner.trim() !== '' ? `[${inner.trim()}](${href})` : inner;
  },
  'page-link': (node, inner, _lost, wordsOnly) =>
    wordsOnly || inner.trim() === '' ? inner : `[${inner.trim()}](#${String(node.attributes.page)})`,
  span: (node, inner, lost) => {
    if (/color|background/i.test(String(node.attributes.style ?? ''))) lose(lost, 'a color');
    return inner;
  },
  font: (_node, inner, lost) => {
    lose(lost, 'a font or a color');
    return inner;
  },
  u: (_node, inner, lost) => {
    lose(lost, 'underlining');
    return inner;
  },
  sub: (_node, inner, lost) => {
    lose(lost, 'a subscript');
    return inner;
  },
  sup: (_node, inner, lost) => {
    lose(lost, 'a superscript');
    return inner;
  },
  ul: without('a list (its entries stand in one line now)'),
  ol: without('a list (its entries stand in one line now)'),
  li: (_node, inner) => ` ${inner.trim()} ; `,
  table: without('a table (its cells stand in one line now)'),
  td: (_node, inner) => ` ${inner.trim()} ; `,
  th: (_node, inner) => ` ${inner.trim()} ; `,
  pre: without('lines of their own'),
  blockquote: without('a quotation'),
  img: gone('an image'),
  audio: gone('a sound'),
  video: gone('a film'),
  iframe: gone('an embedded page'),
  object: gone('an embedded file'),
  embed: gone('an embedded file'),
  math: gone('a formula'),
  svg: gone('a drawing'),
  script: gone('a script'),
  style: gone('a style sheet'),
  input: gone('a field'),
  select: gone('a field'),
  textarea: gone('a field'),
  'too-deep': gone('markup nested too deep'),
  // Text that is Markdown already: it is what the author wrote, and the module language judges it.
  markdown: (_node, _inner, _lost, wordsOnly) => {
    const text = _node.children.filter((one) => typeof one === 'string').join('');
    return wordsOnly ? plainText(readInline(text).content) : text;
  },
};
for (const level of [1, 2, 3, 4, 5, 6]) Object.assign(ways, { [`h${level}`]: without('a heading') });

const harmless = new Set([
  'tbody',
  'thead',
  'tfoot',
  'tr',
  'section',
  'article',
  'small',
  'big',
  'wbr',
  'html',
  'body',
]);

function lose(lost: string[], what: string): void {
  if (!lost.includes(what)) lost.push(what);
}
