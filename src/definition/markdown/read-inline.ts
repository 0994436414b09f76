import { parse } from '@markdoc/markdoc';
import type { ContentNode } from '../../content.js';
import { sourceText } from '../source-text.js';
import { checkTokens } from './check-tokens.js';
import type { Slip } from './slip.js';
import { toContent } from './to-content.js';
import { tokenizeInline } from './tokens.js';
import type { FoundReference } from './walk.js';

export interface InlineText {
  readonly content: readonly ContentNode[];
  /** Offsets are in the text. */
  readonly slips: readonly Slip[];
  readonly references: readonly FoundReference[];
}

/** One text of a question as content: emphasis, links, code, `behavior` and `source`; no blocks and no images. */
export function readInline(text: string): InlineText {
  // Most texts are plain words; they need no parser.
  if (/^[\p{L}\p{N} ,.;:?!'"()%\u2018-\u201d\u2013\u2014-]*$/u.test(text))
    return { content: [text.trim()], slips: [], references: [] };
  const slips: Slip[] = [];
  const references: FoundReference[] = [];
  const note = (slip: Slip): void => void slips.push(slip);
  const source = sourceText('', text);
  const { tokens, mended } = checkTokens(source, tokenizeInline(text), note);
  const root = parse(tokens);
  const walk = {
    source,
    note,
    mended,
    media: new Set<string>(),
    refer: (found: FoundReference) => void references.push(found),
  };
  return { content: toContent(root.children, walk, { in: 'sentence' }), slips, references };
}
