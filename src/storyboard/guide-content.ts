import {
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type ContentElement, type ContentNode, plainText } from '../content.js';
import { numbered } from './guide-style.js';
import type { GuideWords } from './words.js';

/** A picture as Word takes it. */
export interface GuidePicture {
  readonly type: 'png' | 'jpg' | 'gif' | 'svg';
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What showing a content needs beside it. */
export interface GuideSetting {
  readonly words: GuideWords;
  /** By their paths in the module. */
  readonly pictures: ReadonlyMap<string, GuidePicture>;
  /** Bookmark of a page by its id. */
  readonly bookmarks: ReadonlyMap<string, string>;
  /** A number that no other list of the document has: each list counts from 1. */
  readonly serial: () => number;
  /** What stands in the place of a knowledge check. */
  readonly check: (id: string) => readonly GuideBlock[];
}

export type GuideBlock = Paragraph | Table;

/** Content of a page as Word's paragraphs and tables; blocks that Word has no form for show their title and their text. */
export function guideContent(nodes: readonly ContentNode[], setting: GuideSetting): GuideBlock[] {
  const made: GuideBlock[] = [];
  let loose: ContentNode[] = [];
  const flush = () => {
    if (plainText(loose) !== '') made.push(new Paragraph({ children: runs(loose, setting) }));
    loose = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || inline.has(node.tag)) loose.push(node);
    else {
      flush();
      made.push(...(ways[node.tag] ?? otherBlock)(node, setting));
    }
  }
  flush();
  return made;
}

const inline = new Set(['strong', 'em', 's', 'code', 'a', 'br', 'behavior', 'source', 'term']);

type Way = (node: ContentElement, setting: GuideSetting) => GuideBlock[];

const ways: Readonly<Record<string, Way>> = {
  p: ({ children }, setting) =>
    children.some((one) => typeof one !== 'string' && one.tag === 'img')
      ? guideContent(children, setting)
      : [new Paragraph({ children: runs(children, setting) })],
  // A page's title is heading 2 here, and h1 of what the learner sees.
  h2: headingOf(HeadingLevel.HEADING_3),
  h3: headingOf(HeadingLevel.HEADING_4),
  h4: headingOf(HeadingLevel.HEADING_5),
  h5: headingOf(HeadingLevel.HEADING_5),
  ul: (node, setting) => list(node, setting, null, 0),
  ol: (node, setting) => list(node, setting, setting.serial(), 0),
  table: (node, setting) => [tableOf(node, setting)],
  blockquote: ({ children }, setting) => [
    ...children.flatMap((one) => {
      const inner = typeof one === 'string' ? [one] : one.children;
      return plainText(inner) === '' ? [] : [new Paragraph({ style: 'Quote', children: runs(inner, setting) })];
    }),
  ],
  pre: ({ children }) => [new Paragraph({ children: [new TextRun({ text: plainText(children), font: 'Consolas' })] })],
  hr: () => [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: 'auto' } } })],
  img: (node, setting) => pictureOf(node, setting),
  figure: (node, setting) => [
    ...pictureOf(node, setting),
    ...(node.attributes.caption ? [new Paragraph({ style: 'Caption', text: String(node.attributes.caption) })] : []),
    ...(node.children.length > 0
      ? [bold(`${setting.words.description}:`), ...guideContent(node.children, setting)]
      : []),
  ],
  check: ({ attributes }, setting) => [...setting.check(String(attributes.question ?? attributes.id ?? ''))],
};

/** Every other block: the line that names it, then its text. */
function otherBlock(node: ContentElement, setting: GuideSetting): GuideBlock[] {
  const names = ['title', 'summary', 'label', 'word', 'when', 'name', 'prompt', 'caption', 'by'];
  const line = names.flatMap((name) => {
    const value = node.attributes[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  const pictures =
    typeof node.attributes.src === 'string' && node.attributes.alt !== undefined ? pictureOf(node, setting) : [];
  return [...(line.length > 0 ? [bold(line.join(' – '))] : []), ...pictures, ...guideContent(node.children, setting)];
}

export function bold(text: string): Paragraph {
  return new Paragraph({ keepNext: true, children: [new TextRun({ text, bold: true })] });
}

function headingOf(heading: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Way {
  return ({ children }) => [new Paragraph({ heading, text: plainText(children) })];
}

function list(node: ContentElement, setting: GuideSetting, instance: number | null, level: number): GuideBlock[] {
  return node.children.flatMap((item): GuideBlock[] => {
    if (typeof item === 'string') return [];
    const isBlock = (one: ContentNode) => typeof one !== 'string' && !inline.has(one.tag) && one.tag !== 'p';
    const words = item.children
      .filter((one) => !isBlock(one))
      .flatMap((one) => (typeof one !== 'string' && one.tag === 'p' ? [...one.children, ' '] : [one]));
    const mark = instance === null ? { bullet: { level } } : { numbering: { reference: numbered, level, instance } };
    return [
      new Paragraph({ ...mark, children: runs(words, setting) }),
      ...item.children.filter(isBlock).flatMap((one) => {
        if (typeof one === 'string') return [];
        if (one.tag === 'ul') return list(one, setting, null, level + 1);
        return one.tag === 'ol' ? list(one, setting, setting.serial(), level + 1) : guideContent([one], setting);
      }),
    ];
  });
}

/** The first row is the header of every page that the table runs over. */
function tableOf(node: ContentElement, setting: GuideSetting): Table {
  const rows = rowsOf(node);
  return guideTable(rows.map((cells) => cells.map(({ children }) => runs(children, setting))));
}

function rowsOf(node: ContentElement): ContentElement[][] {
  return node.children.flatMap((one) => {
    if (typeof one === 'string') return [];
    return one.tag === 'tr' ? [one.children.filter((cell) => typeof cell !== 'string')] : rowsOf(one);
  });
}

/** A table of which the first row is the header. */
export function guideTable(rows: readonly (readonly ParagraphChild[])[][]): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '808080' };
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.map(
      (cells, position) =>
        new TableRow({
          // Said of no other row: some readers go by its name alone.
          ...(position === 0 ? { tableHeader: true } : {}),
          cantSplit: true,
          children: cells.map((children) => new TableCell({ children: [new Paragraph({ children })] })),
        }),
    ),
  });
}

function pictureOf({ attributes }: ContentElement, { pictures, words }: GuideSetting): GuideBlock[] {
  const alt = String(attributes.alt ?? '');
  const picture = pictures.get(String(attributes.src ?? ''));
  if (picture === undefined) return alt === '' ? [] : [new Paragraph(`[${words.image}: ${alt}]`)];
  const scale = Math.min(1, widest / picture.width, tallest / picture.height);
  const data = Buffer.from(picture.bytes);
  const common = {
    transformation: { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) },
    altText: { name: alt || words.image, title: '', description: alt },
  };
  const run =
    picture.type === 'svg'
      ? new ImageRun({ ...common, type: 'svg', data, fallback: { type: 'png', data: nothing } })
      : new ImageRun({ ...common, type: picture.type, data });
  return [new Paragraph({ children: [run] })];
}

/** Pixels at 96 to the inch: between the margins of a letter page. */
const widest = 600;
const tallest = 700;

/** One clear point, for a Word older than 2016, which shows no SVG; the description stands under each figure. */
const nothing = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

interface Marks {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly strike?: boolean;
  readonly font?: string;
}

/** Inline content as runs. */
export function runs(nodes: readonly ContentNode[], setting: GuideSetting, marks: Marks = {}): ParagraphChild[] {
  return nodes.flatMap((node): ParagraphChild[] => {
    if (typeof node === 'string') return [new TextRun({ ...marks, text: node })];
    const { attributes, children } = node;
    switch (node.tag) {
      case 'strong':
        return runs(children, setting, { ...marks, bold: true });
      case 'em':
        return runs(children, setting, { ...marks, italics: true });
      case 's':
        return runs(children, setting, { ...marks, strike: true });
      case 'code':
        return runs(children, setting, { ...marks, font: 'Consolas' });
      case 'br':
        return [new TextRun({ break: 1 })];
      case 'a':
        return linkOf(String(attributes.href ?? ''), plainText(children), setting);
      case 'behavior':
        return [new TextRun({ ...marks, text: `“${attributes.name}” (${attributes.edition})` })];
      case 'term':
        return [new TextRun({ ...marks, text: String(attributes.word ?? '') })];
      case 'source':
        return [
          new TextRun({ ...marks, text: '(' }),
          ...linkOf(String(attributes.url ?? ''), String(attributes.title ?? ''), setting),
          new TextRun({ ...marks, text: ')' }),
        ];
      default:
        return runs(children, setting, marks);
    }
  });
}

function linkOf(href: string, text: string, { bookmarks }: GuideSetting): ParagraphChild[] {
  const children = [new TextRun({ text, style: 'Hyperlink' })];
  if (/^(?:https?:|mailto:)/i.test(href)) return [new ExternalHyperlink({ link: href, children })];
  const anchor = bookmarks.get(href.replace(/^#/, ''));
  return anchor === undefined ? [new TextRun(text)] : [new InternalHyperlink({ anchor, children })];
}
