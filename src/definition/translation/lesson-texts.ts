import { blocks } from '../blocks/blocks.js';
import { attributeOffset } from '../markdown/tag-text.js';
import { type PlacedToken, tokenize } from '../markdown/tokens.js';
import type { SourceText } from '../source-text.js';

/** A text of a lesson with its place in the file: what a translator gets, and where the translation goes. */
export interface LessonText {
  /** `<number of the page>/<number on it>`; page 0 is the title. */
  readonly key: string;
  /** Inline Markdown, on one line; the value of an attribute without its quotes. */
  readonly text: string;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** Name of the attribute whose value it is. */
  readonly attribute?: string;
}

/** Every text of a lesson in the order of the file: paragraphs, headings, cells, and the attributes of blocks that are texts. */
export function lessonTexts(source: SourceText): readonly LessonText[] {
  const texts: LessonText[] = [];
  let page = 0;
  let onPage = 0;
  let heading: string | null = null;
  let from = 0;
  const add = (text: string, start: number, end: number, attribute?: string): void => {
    onPage += 1;
    texts.push({ key: `${page}/${onPage}`, text, start, end, ...(attribute === undefined ? {} : { attribute }) });
  };
  for (const token of tokenize(source)) {
    if (token.type === 'heading_open') heading = token.tag;
    if (token.type === 'inline' && token.content.trim() !== '') {
      if (heading === 'h2') {
        page += 1;
        onPage = 0;
      }
      heading = null;
      const alone = onlyTag(token);
      const span = spanOf(source, token, from);
      if (span === null) continue;
      from = span.end;
      if (alone) tagTexts(source, alone, span.start, add);
      else add(token.content.replace(/\s*\n\s*/g, ' ').trim(), span.start, span.end);
    }
    if (token.type === 'tag_open' || token.type === 'tag') {
      const at = source.offset(token.map?.[0] ?? 0, token.position?.start ?? 0);
      tagTexts(source, token, at, add);
    }
  }
  return texts;
}

/** A tag that stands alone in its paragraph holds no words of its own. */
function onlyTag(token: PlacedToken): PlacedToken | undefined {
  const [only, ...others] = (token.children ?? []).filter(
    (child) => child.type !== 'text' || child.content.trim() !== '',
  );
  return others.length === 0 && only?.type === 'tag' ? only : undefined;
}

/** Where a token's text stands in the file, behind list marks and the like. */
function spanOf(source: SourceText, token: PlacedToken, from: number): { start: number; end: number } | null {
  const lines = token.content.trim().split('\n');
  const first = token.map?.[0] ?? 0;
  let start = -1;
  let end = -1;
  for (const [index, line] of lines.entries()) {
    const begin = source.offset(first + index, 0);
    const found = source.text.indexOf(line.trim(), Math.max(begin, index === 0 ? from : begin));
    if (found === -1) return null;
    if (index === 0) start = found;
    end = found + line.trim().length;
  }
  return { start, end };
}

function tagTexts(
  source: SourceText,
  token: PlacedToken,
  offset: number,
  add: (text: string, start: number, end: number, attribute: string) => void,
): void {
  const block = blocks.get(String(token.meta?.tag));
  for (const [name, { kind, values }] of Object.entries(block?.attributes ?? {})) {
    if (kind !== 'text' || values !== undefined) continue;
    const at = attributeOffset(source.text, offset, name);
    const quoted = /^[\w-]+\s*=\s*"((?:[^"\\]|\\.)*)"/.exec(source.text.slice(at));
    const [whole, value] = quoted ?? [];
    if (whole === undefined || value === undefined || value.trim() === '' || !whole.startsWith(name)) continue;
    const start = at + whole.length - 1 - value.length;
    add(value, start, start + value.length, name);
  }
}
