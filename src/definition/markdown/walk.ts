import type { Node } from '@markdoc/markdoc';
import type { Block } from '../blocks/block.js';
import type { Reference } from '../module-definition.js';
import type { SourceText } from '../source-text.js';
import type { NoteSlip } from './slip.js';

/** Where in the text the walk stands: it decides what may stand there. */
export type Scope =
  | { readonly in: 'page' }
  | { readonly in: 'block'; readonly block: Block }
  | { readonly in: 'container' }
  | { readonly in: 'sentence' };

/** A reference at its offset; whoever knows the file gives it a place. */
export interface FoundReference {
  readonly kind: Reference['kind'];
  readonly target: string;
  readonly offset: number;
  readonly length: number;
}

/** What a walk over a text needs and gathers. */
export interface Walk {
  readonly source: SourceText;
  readonly note: NoteSlip;
  /** Names of the files in the media folder. */
  readonly media: ReadonlySet<string>;
  /** Offsets of tags that were reported already. */
  readonly mended: ReadonlySet<number>;
  readonly refer: (reference: FoundReference) => void;
}

/** Offset of a node in the walk's text. */
export function offsetOf(node: Node, walk: { readonly source: SourceText }): number {
  return walk.source.offset(node.lines[0] ?? 0, node.location?.start.character ?? 0);
}

/** What a scope is called in a message. */
export function nameOf(scope: Scope): string {
  switch (scope.in) {
    case 'page':
      return 'a page';
    case 'block':
      return `\`${scope.block.name}\``;
    case 'container':
      return 'a list, a table, a quotation or a heading';
    case 'sentence':
      return 'the text of a question';
  }
}
