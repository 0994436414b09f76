import { type ContentElement, type ContentNode, plainText } from '../../content.js';
import { inlineMarkdown } from './inline-markdown.js';

/** Markdown of a page, and what of the source it does not say. */
export interface WrittenBlocks {
  readonly markdown: string;
  readonly lost: readonly string[];
}

/**
 * A tree of HTML as Markdown for a page of a lesson: paragraphs, lists, tables, quotations, images, headings inside the
 * page. Headings that begin a lesson or a page are the caller's.
 * @param mendAlt the text for an image that has none
 */
export function blockMarkdown(nodes: readonly ContentNode[], mendAlt: string): WrittenBlocks {
  const writer: Writer = { lost: [], mendAlt };
  return { markdown: blocks(nodes, writer).join('\n\n'), lost: [...new Set(writer.lost)] };
}

interface Writer {
  readonly lost: string[];
  readonly mendAlt: string;
}

type Way = (node: ContentElement, writer: Writer) => string[];

/** What stands between blocks is a paragraph of its own. */
function blocks(nodes: readonly ContentNode[], writer: Writer): string[] {
  const made: string[] = [];
  let loose: ContentNode[] = [];
  const flush = () => {
    made.push(...paragraph(loose, writer));
    loose = [];
  };
  for (const node of nodes) {
    const way = typeof node === 'string' ? undefined : ways[node.tag];
    if (typeof node === 'string' || way === undefined) loose.push(node);
    else {
      flush();
      made.push(...way(node, writer));
    }
  }
  flush();
  return made;
}

const ways: Readonly<Record<string, Way>> = {
  p: (node, writer) => paragraph(node.children, writer),
  div: (node, writer) => blocks(node.children, writer),
  blockquote: (node, writer) => [prefixed(blocks(node.children, writer).join('\n\n'), '> ', '> ')],
  ul: (node, writer) => [list(node, writer, () => '- ')],
  ol: (node, writer) => [list(node, writer, (position) => `${position + 1}. `)],
  table: (node, writer) => table(node, writer),
  hr: () => ['---'],
  pre: (node) => [`\`\`\`\n${plainText(node.children)}\n\`\`\``],
  // The caller has set the level to one that may stand here.
  h3: (node) => heading(node, 3),
  h4: (node) => heading(node, 4),
  h5: (node) => heading(node, 5),
};

function heading(node: ContentElement, level: number): string[] {
  const text = inlineMarkdown([plainText(node.children)]).markdown;
  return text === '' ? [] : [`${'#'.repeat(level)} ${text}`];
}

/** A paragraph's words, and after it its images: each stands by itself on a page. */
function paragraph(nodes: readonly ContentNode[], writer: Writer): string[] {
  const { words, images } = withoutImages(nodes);
  const text = say(words, writer);
  return [...(text === '' ? [] : [guarded(text)]), ...images.map((image) => imageOf(image, writer))];
}

function imageOf({ attributes }: ContentElement, writer: Writer): string {
  const src = String(attributes.src ?? '');
  const alt = String(attributes.alt ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (src === '') return '[To write: an image stood here that could not be brought in]';
  if (alt === '') writer.lost.push(`a text that says what the image ${src} shows (none was in the source)`);
  return `![${alt === '' ? writer.mendAlt : alt.replaceAll(/[[\]\\]/g, '')}](${src})`;
}

function withoutImages(nodes: readonly ContentNode[]): { words: ContentNode[]; images: ContentElement[] } {
  const images: ContentElement[] = [];
  const words = nodes.flatMap((node): ContentNode[] => {
    if (typeof node === 'string') return [node];
    if (node.tag === 'img') {
      images.push(node);
      return [];
    }
    const inner = withoutImages(node.children);
    images.push(...inner.images);
    return [{ ...node, children: inner.words }];
  });
  return { words, images };
}

function say(nodes: readonly ContentNode[], writer: Writer): string {
  const { markdown, lost } = inlineMarkdown(nodes);
  writer.lost.push(...lost);
  return markdown;
}

/** A line that would begin a list, a heading or a table begins with a backslash. */
function guarded(text: string): string {
  return text.replace(/^(?=(?:#{1,6}|[-+*])\s|>|\||[-=*_]{3,}\s*$|~~~|```)/, '\\').replace(/^(\d+)([.)]\s)/, '$1\\$2');
}

function list(node: ContentElement, writer: Writer, mark: (position: number) => string): string {
  const items = node.children.filter((one) => typeof one !== 'string');
  return items
    .map((item, position) => {
      const first = mark(position);
      const parts = blocks(item.tag === 'li' ? item.children : [item], writer);
      const text = parts.map((part, index) =>
        index > 0 && /^(?:- |\d+\. )/.test(part) ? `\n${part}` : `${index > 0 ? '\n\n' : ''}${part}`,
      );
      return prefixed(
        text.join('') || '[To write: this entry is empty in the source]',
        first,
        ' '.repeat(first.length),
      );
    })
    .join('\n');
}

function prefixed(text: string, first: string, next: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : next}${line}`.trimEnd())
    .join('\n');
}

/** A pipe table: one line a row, the first one its header; cells of several paragraphs become one. */
function table(node: ContentElement, writer: Writer): string[] {
  const rows = rowsOf(node);
  const width = Math.max(...rows.map((row) => row.cells.length), 0);
  if (width === 0) return [];
  const cells = rows.flatMap((row) => row.cells);
  if (cells.some(({ attributes }) => Number(attributes.colspan ?? 1) > 1 || Number(attributes.rowspan ?? 1) > 1))
    writer.lost.push('merged cells of a table (see that each text stands in its column)');
  if (!rows[0]?.isHead) writer.lost.push('that a table has no header row: its first row is one now');
  if (cells.some((cell) => cell.children.some((one) => typeof one !== 'string' && /^(?:ul|ol|table)$/.test(one.tag))))
    writer.lost.push('a list or a table inside of a cell (its entries stand in one line now)');
  const images: ContentElement[] = [];
  const lines = rows.map(({ cells: row }) => {
    const texts = row.map((cell) => {
      const inner = withoutImages(cell.children);
      images.push(...inner.images);
      return cellText(inner.words, writer);
    });
    return `| ${[...texts, ...Array(width - texts.length).fill('')].join(' | ')} |`;
  });
  if (images.length > 0) writer.lost.push('that an image stood in a table: it follows the table now');
  const [head = '', ...body] = lines;
  const ruled = [head, `|${' --- |'.repeat(width)}`, ...body].join('\n');
  return [ruled, ...images.map((image) => imageOf(image, writer))];
}

interface Row {
  readonly isHead: boolean;
  readonly cells: readonly ContentElement[];
}

function rowsOf(node: ContentElement, isHead = false): Row[] {
  return node.children.flatMap((one): Row[] => {
    if (typeof one === 'string') return [];
    if (one.tag === 'thead') return rowsOf(one, true);
    if (one.tag !== 'tr') return rowsOf(one, isHead);
    const cells = one.children.filter((cell) => typeof cell !== 'string');
    return [{ isHead: isHead || cells.every(({ tag }) => tag === 'th'), cells }];
  });
}

function cellText(nodes: readonly ContentNode[], writer: Writer): string {
  const { markdown, lost } = inlineMarkdown(nodes);
  writer.lost.push(...lost.filter((one) => !/^a (?:list|table) /.test(one)));
  return markdown.replaceAll(/(?<!\\)\|/g, '\\|');
}
