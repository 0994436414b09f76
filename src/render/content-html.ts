import { type ContentElement, type ContentNode, plainText } from '../content.js';
import { type Engine, escaped, safe } from '../html/engine.js';

/** What content is shown with; one for each document. */
export interface Showing {
  readonly engine: Engine;
  /** Numbers for ids within the document: 1, 2, 3 ... */
  readonly serial: () => number;
  /** Everything that a block's template may use beside its own attributes, `content` and `serial`. */
  readonly common: Readonly<Record<string, unknown>>;
  /** Width and height of pictures by their paths. */
  readonly sizes: ReadonlyMap<string, { readonly width: number; readonly height: number }>;
  /** What files weigh, in words, by their paths. */
  readonly weights: ReadonlyMap<string, string>;
}

/**
 * Content as HTML. Plain elements are written by the table below, every other tag by `templates/blocks/<tag>.hbs`,
 * which gets the tag's attributes, `content` (HTML) and `serial` (a number that no other block has).
 */
export function contentHtml(nodes: readonly ContentNode[], showing: Showing): string {
  return nodes.map((node) => (typeof node === 'string' ? escaped(node) : elementHtml(node, showing))).join('');
}

/** Attributes that each plain element may carry; what is not here is not written. */
const plain: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  p: [],
  h2: [],
  h3: [],
  h4: [],
  ul: [],
  ol: ['start'],
  li: [],
  strong: [],
  em: [],
  s: [],
  code: [],
  pre: [],
  br: [],
  hr: [],
  blockquote: [],
  thead: [],
  tbody: [],
  tr: [],
  td: [],
  th: ['scope'],
  img: ['src', 'alt'],
};
const empty = new Set(['br', 'hr', 'img']);

function elementHtml(node: ContentElement, showing: Showing): string {
  const allowed = plain[node.tag];
  if (!allowed) return blockHtml(node, showing);
  if (node.tag === 'a' && !String(node.attributes.href).startsWith('#')) {
    return blockHtml({ ...node, tag: 'link-out' }, showing);
  }
  const attributes = allowed
    .filter((name) => node.attributes[name] !== undefined)
    .map((name) => ` ${name}="${escaped(String(node.attributes[name]))}"`);
  const { align } = node.attributes;
  if (align === 'right' || align === 'center') attributes.push(` class="to-${align}"`);
  if (node.tag === 'img') {
    const size = showing.sizes.get(String(node.attributes.src));
    attributes.push(`${size ? ` width="${size.width}" height="${size.height}"` : ''} loading="lazy"`);
  }
  const open = `<${node.tag}${attributes.join('')}>`;
  return empty.has(node.tag) ? open : `${open}${contentHtml(node.children, showing)}</${node.tag}>`;
}

function blockHtml({ tag, attributes, children }: ContentElement, showing: Showing): string {
  const template = `blocks/${tag}`;
  if (!showing.engine.has(template))
    throw new Error(`No template for the block ${tag}: write templates/${template}.hbs`);
  const content = safe(contentHtml(children, showing));
  const src = String(attributes.src);
  const own =
    tag === 'table' ? { columns: columnsOf(children) } : { size: showing.weights.get(src), ...showing.sizes.get(src) };
  return showing.engine
    .render(template, { ...showing.common, ...attributes, ...own, content, serial: showing.serial() })
    .trim();
}

/** The tags of a content, each once, in the order in which they come up. */
export function tagsIn(nodes: readonly ContentNode[]): readonly string[] {
  const tags = new Set<string>();
  const gather = (all: readonly ContentNode[]): void => {
    for (const node of all) {
      if (typeof node === 'string') continue;
      tags.add(node.tag);
      gather(node.children);
    }
  };
  gather(nodes);
  return [...tags];
}

/** What a table is about, for who meets it by keyboard: the heads of its columns. */
function columnsOf(nodes: readonly ContentNode[]): string {
  const heads = (all: readonly ContentNode[]): string[] =>
    all.flatMap((node) => {
      if (typeof node === 'string') return [];
      return node.tag === 'th' ? [plainText(node.children)] : heads(node.children);
    });
  return heads(nodes).filter(Boolean).join(', ');
}
