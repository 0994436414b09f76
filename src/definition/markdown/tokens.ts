import { Tokenizer } from '@markdoc/markdoc';
import type { SourceText } from '../source-text.js';

type MarkdownToken = ReturnType<Tokenizer['tokenize']>[number];

/** A token whose place is known: `map` holds its true line (from 0), `position.start` its true column (from 0). */
export type PlacedToken = MarkdownToken & { position?: { start: number; end: number }; errors?: unknown };

/**
 * The part of markdown-it that we lean on. Markdoc bundles it and hands it out only as a private field, so the
 * pieces used are named here; the test of three images in one paragraph fails when they move.
 */
interface MarkdownIt {
  validateLink: (address: string) => boolean;
  disable(rule: string): unknown;
  parseInline(text: string, env: object): PlacedToken[];
  readonly inline: { State: InlineStateClass };
  readonly core: { readonly ruler: { after(rule: string, name: string, run: (state: CoreState) => void): void } };
}
type InlineStateClass = new (...args: never[]) => InlineState;
interface InlineState {
  readonly pos: number;
  readonly pending: string;
  push(type: string, tag: string, nesting: MarkdownToken['nesting']): PlacedToken;
  pushPending(): PlacedToken;
}
interface CoreState {
  readonly tokens: PlacedToken[];
}

/** Offsets of inline tokens in the text of their block; Markdoc itself gives a block's first line only. */
const offsets = new WeakMap<PlacedToken, number>();

let tokenizer: Tokenizer | undefined;
let markdown: MarkdownIt | undefined;

/** The tokens of a lesson, each with its true place. */
export function tokenize(source: SourceText): PlacedToken[] {
  load();
  const tokens: PlacedToken[] = tokenizer?.tokenize(source.text) ?? [];
  placeBlocks(source, tokens);
  return tokens;
}

/** The tokens of one line of Markdown: emphasis, links, code. Places are offsets in the text (line 0). */
export function tokenizeInline(text: string): PlacedToken[] {
  const tokens = load().parseInline(text, {});
  for (const token of tokens) {
    token.map = [0, 1];
    for (const child of childrenOf(token)) placeAt(child, 0, offsets.get(child) ?? 0);
  }
  return tokens;
}

/** The children of an inline token as placed tokens. */
export function childrenOf(token: PlacedToken): PlacedToken[] {
  return token.children ?? [];
}

function load(): MarkdownIt {
  if (markdown !== undefined) return markdown;
  // Raw HTML is let in as tokens of its own, so that it can be refused at its place.
  tokenizer = new Tokenizer({ html: true });
  // biome-ignore lint/complexity/useLiteralKeys: the compiler lets nobody reach a private field by its name
  const made: MarkdownIt = tokenizer['parser'];
  markdown = made;
  // As blocks, HTML would swallow the tags on its next lines; inside paragraphs each piece is a token.
  made.disable('html_block');
  // markdown-it would leave a `javascript:` link as plain text without a word; ours are judged in `links.ts`.
  made.validateLink = () => true;
  const Base = made.inline.State;
  made.inline.State = class extends Base {
    override push(type: string, tag: string, nesting: MarkdownToken['nesting']): PlacedToken {
      // A link's first token is pushed when its label begins, one past the bracket.
      const at = type === 'link_open' ? this.pos - 1 : this.pos;
      // Inside a link, an end without a beginning would empty the parser's own stack and crash it; `checkTokens`
      // pairs tags, so the parser need not.
      const token = super.push(type, tag, type.startsWith('tag_') ? 0 : nesting);
      token.nesting = nesting;
      offsets.set(token, at);
      return token;
    }
    override pushPending(): PlacedToken {
      const at = this.pos - this.pending.length;
      const token = super.pushPending();
      offsets.set(token, at);
      return token;
    }
  };
  // Before Markdoc's own core rule, which would read tags inside fenced code.
  made.core.ruler.after('inline', 'cpm', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'fence' && !token.info.includes('{%')) {
        token.meta = { attributes: [{ type: 'attribute', name: 'process', value: false }] };
      }
      for (const child of childrenOf(token)) {
        if (child.type === 'image') child.content = plainLabel(childrenOf(child));
      }
    }
  });
  return made;
}

/** The words of an image's label without its markup. */
function plainLabel(tokens: readonly PlacedToken[]): string {
  return tokens
    .map((token) =>
      token.type === 'softbreak' ? ' ' : token.type === 'image' ? plainLabel(childrenOf(token)) : token.content,
    )
    .join('');
}

function placeBlocks(source: SourceText, tokens: readonly PlacedToken[]): void {
  let row = { line: 0, column: 0 };
  for (const token of tokens) {
    if (token.type === 'tr_open' && token.map) row = { line: token.map[0], column: 0 };
    if (token.type === 'inline') {
      if (token.map)
        placeInline(token, token.map[0], (line) =>
          columnOf(source.line((token.map?.[0] ?? 0) + line), token.content.split('\n')[line] ?? ''),
        );
      else row = placeCell(source, token, row);
      continue;
    }
    if (token.map)
      token.position = { start: Math.max(0, source.line(token.map[0]).search(beginning(token.type))), end: 0 };
  }
}

function placeInline(token: PlacedToken, firstLine: number, columnOfLine: (line: number) => number): void {
  const starts = lineStarts(token.content);
  for (const child of childrenOf(token)) {
    const offset = Math.max(0, offsets.get(child) ?? 0);
    let line = 0;
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= offset) line += 1;
    placeAt(child, firstLine + line, columnOfLine(line) + offset - (starts[line] ?? 0));
  }
}

/** A cell of a table: markdown-it says only which row it is in. */
function placeCell(
  source: SourceText,
  token: PlacedToken,
  row: { line: number; column: number },
): { line: number; column: number } {
  const found = token.content === '' ? -1 : source.line(row.line).indexOf(token.content, row.column);
  const column = found === -1 ? row.column : found;
  token.map = [row.line, row.line + 1];
  placeInline(token, row.line, () => column);
  return { line: row.line, column: found === -1 ? row.column : found + token.content.length };
}

function placeAt(token: PlacedToken, line: number, column: number): void {
  token.map = [line, line + 1];
  token.position = { start: column, end: column };
}

/** Where a line of a paragraph's text begins in its source line, behind list marks, quotation marks and indentation. */
function columnOf(sourceLine: string, textLine: string): number {
  const whole = sourceLine.trimEnd();
  const end = textLine.trimEnd();
  if (whole.endsWith(end)) return whole.length - end.length;
  return Math.max(0, sourceLine.indexOf(end));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function beginning(type: string): RegExp {
  if (type.startsWith('tag') || type === 'error') return /\{%/;
  if (type.startsWith('heading')) return /#/;
  return /[^\s>]/;
}
