import Markdoc from '@markdoc/markdoc';
import { authorsManual } from '../manual.js';

/** A chapter of the manual as HTML. */
export interface ManualChapter {
  readonly id: string;
  readonly title: string;
  /** What stands before the first entry. */
  readonly html: string;
  readonly entries: readonly ManualEntry[];
}

/** A block, a question type, or a file: what has a heading of its own. */
export interface ManualEntry {
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** The example as an author writes it; '' where there is none. */
  readonly source: string;
}

/** The author's manual by its headings: the text of modules/README.md, so that page and file can't disagree. */
export function manualParts(): { readonly lead: string; readonly chapters: readonly ManualChapter[] } {
  const [first = '', ...rest] = splitAt(authorsManual(), 2);
  return {
    lead: html(first.replace(/^# .*\n/, '').replace(/^> Made from .*\n/m, ''), 'the manual'),
    chapters: rest.map((text) => {
      const title = /^## (.*)/.exec(text)?.[1] ?? '';
      const [head = '', ...entries] = splitAt(text.replace(/^## .*\n/, ''), 3);
      return { id: idOf(title), title, html: html(head, title), entries: entries.map((one) => entryOf(title, one)) };
    }),
  };
}

function entryOf(chapter: string, text: string): ManualEntry {
  const title = /^### (.*)/.exec(text)?.[1] ?? '';
  const body = text.replace(/^### .*\n/, '');
  const example = /\n```\w+\n([\s\S]*?)\n```\s*$/.exec(body);
  // As `manualSamples` names them.
  const prefix = ({ Blocks: 'block', Questions: 'question' } as Record<string, string>)[chapter] ?? idOf(chapter);
  return {
    id: `${prefix}-${idOf(title)}`,
    title,
    html: html(example ? body.slice(0, example.index) : body, title),
    source: example?.[1] ?? '',
  };
}

/** The text cut before each heading of this level; headings inside code are none. */
function splitAt(text: string, level: number): string[] {
  const parts: string[][] = [[]];
  let inCode = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    if (!inCode && line.startsWith(`${'#'.repeat(level)} `)) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join('\n'));
}

/** @param title of what it is about: each table that scrolls has a name of its own */
function html(markdown: string, title: string): string {
  // The manual speaks of tags; here they are words.
  const words = markdown.replaceAll('{%', '\ue000').replaceAll('%}', '\ue001').replaceAll('{{', '\ue002');
  let tables = 0;
  const made = Markdoc.renderers.html(Markdoc.transform(Markdoc.parse(words)));
  return made
    .replaceAll('\ue000', '{%')
    .replaceAll('\ue001', '%}')
    .replaceAll('\ue002', '{{')
    .replace(/^<article>|<\/article>$/g, '')
    .replaceAll('<table>', () => {
      tables += 1;
      return `<div class="scroll" tabindex="0" role="region" aria-label="Table ${tables} of ${escaped(title)}"><table>`;
    })
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre', '<pre tabindex="0"');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function idOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
