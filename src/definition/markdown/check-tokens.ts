import { didYouMean } from '../../did-you-mean.js';
import { blocks } from '../blocks/blocks.js';
import type { SourceText } from '../source-text.js';
import { suggest } from '../suggest.js';
import { refuseLostMarks } from './lost-marks.js';
import { mendedTag } from './mended-tag.js';
import { refuseHtml, refuseLooseMarks, type Scan } from './refused-text.js';
import type { NoteSlip } from './slip.js';
import { tagText } from './tag-text.js';
import { childrenOf, type PlacedToken } from './tokens.js';

/** Tokens that Markdoc can read, and the offsets of tags that were mended, of which nothing more is said. */
export interface Mended {
  readonly tokens: PlacedToken[];
  readonly mended: ReadonlySet<number>;
}

interface OpenTag {
  readonly token: PlacedToken;
  readonly name: string;
  readonly offset: number;
  /** The paragraph that it stands in; undefined on a line of its own. */
  readonly paragraph: PlacedToken | undefined;
  /** True for an opening tag that was reported as such: nothing more is said of it or of its end. */
  readonly unreadable: boolean;
}

/**
 * Finds what is wrong with tags as such (unreadable, open, closed twice) and raw HTML, and mends the tokens, so
 * that one slip gives one message: a block left open would otherwise swallow the rest of the lesson.
 */
export function checkTokens(source: SourceText, tokens: readonly PlacedToken[], note: NoteSlip): Mended {
  const state: State = { source, note, open: [], dropped: new Set(), mended: new Set(), html: new Set() };
  for (const token of tokens) {
    if (token.type === 'inline') {
      refuseLostMarks(state, token);
      for (const child of childrenOf(token)) visit(state, child, token);
    } else visit(state, token, undefined);
  }
  for (const left of state.open) {
    if (!left.unreadable) leftOpen(state, left);
  }
  const kept = tokens.filter((token) => !state.dropped.has(token));
  for (const token of kept) {
    if (token.type === 'inline') token.children = childrenOf(token).filter((child) => !state.dropped.has(child));
  }
  return { tokens: kept, mended: state.mended };
}

interface State extends Scan {
  open: OpenTag[];
  readonly dropped: Set<PlacedToken>;
  readonly mended: Set<number>;
}

function visit(state: State, token: PlacedToken, paragraph: PlacedToken | undefined): void {
  const offset = state.source.offset(token.map?.[0] ?? 0, token.position?.start ?? 0);
  const tag: OpenTag = { token, name: String(token.meta?.tag), offset, paragraph, unreadable: false };
  if (token.type === 'tag_open') opened(state, tag);
  if (token.type === 'tag_close') closed(state, tag);
  if (token.type === 'error') unreadable(state, token, offset, paragraph);
  if (token.type === 'text') refuseLooseMarks(state, token, offset);
  if (token.type === 'html_inline') {
    state.dropped.add(token);
    refuseHtml(state, token.content, offset);
  }
}

function opened(state: State, tag: OpenTag): void {
  if (blocks.get(tag.name)?.body !== 'none') {
    state.open.push(tag);
    return;
  }
  const written = tagText(state.source.text, tag.offset);
  state.note({
    code: 'block/not-closed',
    offset: tag.offset,
    length: written.length,
    message: `\`${tag.name}\` holds no text, so its tag must end with \`/%}\`.`,
    hint: `write \`${written.replace(/\s*%\}$/, ' /%}')}\``,
  });
  mend(state, tag);
  // Its end, should one follow, is a part of the same slip.
  state.open.push({ ...tag, unreadable: true });
}

function closed(state: State, tag: OpenTag): void {
  const at = state.open.findLastIndex((open) => open.name === tag.name);
  const match = state.open[at];
  if (match !== undefined) {
    for (const left of state.open.slice(at + 1)) if (!left.unreadable) leftOpen(state, left);
    state.open = state.open.slice(0, at);
    if (match.unreadable) state.dropped.add(tag.token);
    else ownLines(state, match, tag);
    return;
  }
  const top = state.open.at(-1);
  const isMisspelt = top !== undefined && didYouMean(tag.name, [top.name]) !== undefined;
  if (top === undefined || !isMisspelt) {
    const written = tagText(state.source.text, tag.offset);
    state.dropped.add(tag.token);
    state.note({
      code: 'block/not-opened',
      offset: tag.offset,
      length: written.length,
      message: `\`${written}\` closes a block that is not open here.`,
      hint:
        top === undefined
          ? `delete it, or open the block with \`{% ${tag.name} %}\``
          : `delete it; the block open here is \`${top.name}\`, of line ${lineOf(state, top)}`,
    });
    return;
  }
  // When the opening name is the unknown one, it is reported as such, and the end was right.
  if (blocks.has(top.name)) {
    const written = tagText(state.source.text, tag.offset);
    state.note({
      code: 'block/not-opened',
      offset: tag.offset,
      length: written.length,
      message: `\`${written}\` does not close \`{% ${top.name} %}\` of line ${lineOf(state, top)}.`,
      hint: `write \`{% /${top.name} %}\``,
    });
  }
  tag.token.meta = { ...tag.token.meta, tag: top.name };
  state.open.pop();
  if (top.unreadable) state.dropped.add(tag.token);
  else ownLines(state, top, tag);
}

/**
 * A block inside a line of text, or begun in one paragraph and ended elsewhere. No block of ours wraps words, so
 * what stands in a paragraph is taken apart; an unknown name is told by its opening tag alone.
 */
function ownLines(state: State, open: OpenTag, close: OpenTag): void {
  if (open.paragraph === undefined && close.paragraph === undefined) return;
  state.dropped.add(close.token);
  standAlone(open);
  if (!blocks.has(open.name)) return;
  const wrong = open.paragraph === undefined ? close : open;
  const written = tagText(state.source.text, wrong.offset);
  state.mended.add(open.offset);
  state.note({
    code: 'block/not-on-own-line',
    offset: wrong.offset,
    length: written.length,
    message: `\`${written}\` stands in a line with other text.`,
    hint: 'put the opening and the closing tag of a block on lines of their own, with nothing else in them',
  });
}

function leftOpen(state: State, tag: OpenTag): void {
  const written = tagText(state.source.text, tag.offset);
  const isKnown = blocks.has(tag.name);
  state.note({
    code: isKnown ? 'block/not-closed' : 'block/unknown',
    offset: tag.offset,
    length: written.length,
    message: isKnown ? `\`${tag.name}\` is opened here and never closed.` : `\`${tag.name}\` is no block.`,
    hint: isKnown
      ? `write \`{% /${tag.name} %}\` on a line of its own where it ends`
      : suggest(tag.name, blocks.keys(), 'delete it'),
  });
  mend(state, tag);
}

function mend(state: State, tag: OpenTag): void {
  standAlone(tag);
  state.mended.add(tag.offset);
}

/** Turns an opening tag into one that stands alone, so that it swallows nothing. */
function standAlone({ token }: OpenTag): void {
  token.type = 'tag';
  token.nesting = 0;
}

function unreadable(state: State, token: PlacedToken, offset: number, paragraph: PlacedToken | undefined): void {
  const written = tagText(state.source.text, offset);
  state.dropped.add(token);
  state.note({
    code: 'markdown/tag-syntax',
    offset,
    length: written.length,
    message: 'This tag cannot be read.',
    hint: syntaxHint(written),
  });
  const name = /^\{%\s*(\/?)\s*([\w-]+)/.exec(written);
  if (name?.[1] === '/') state.open.pop();
  else if (name?.[2] !== undefined && !/\/\s*%\}$/.test(written)) {
    state.open.push({ token, name: name[2], offset, paragraph, unreadable: true });
  }
}

function syntaxHint(written: string): string {
  const mended = mendedTag(written);
  const right = mended === undefined ? '' : `: \`${mended}\``;
  if (/[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]/.test(written))
    return `write straight double quotes (") around values, not typographic ones${right}`;
  if (/=\s*'/.test(written)) return `write double quotes (") around values${right}`;
  if (mended !== undefined) return `write \`${mended}\``;
  if (/\s=|=\s/.test(written)) return 'write no blank around `=`: `name="value"`';
  return 'write `{% name attribute="value" %}`, with every value in straight double quotes';
}

function lineOf(state: State, tag: OpenTag): number {
  return state.source.at(tag.offset).line;
}
