import type { ContentElement } from '../../content.js';

/** What an attribute names: plain text, or something that must exist. */
export type AttributeKind = 'text' | 'image' | 'video' | 'captions' | 'question' | 'item' | 'source';

export interface BlockAttribute {
  readonly description: string;
  readonly kind: AttributeKind;
  /** Filled in when the author leaves the attribute out; without it the attribute is required. */
  readonly fallback?: string;
  /** The words to choose from. */
  readonly values?: readonly string[];
  /** True when an empty text means something of its own. */
  readonly mayBeEmpty?: boolean;
  /** True when the value stands alone behind the name of the block: `{% check "k1" /%}`. */
  readonly unnamed?: boolean;
}

/**
 * A tag of the module language. Adding one is a file in this folder, a line in `blocks.ts`, and a template
 * `templates/blocks/<name>.hbs`, which gets the attributes by these names and the children as HTML.
 */
export interface Block {
  readonly name: string;
  /** One or two sentences for the manual. */
  readonly summary: string;
  /** True for a tag that stands inside a sentence. */
  readonly inline: boolean;
  /** What may stand inside: nothing; text, lists and tables; or these with figures and videos. */
  readonly body: 'none' | 'text' | 'text-and-media';
  /** What the body is called when it is missing: 'the transcript'. */
  readonly bodyName: string;
  /** True when the block may go without its body. */
  readonly mayBeEmpty: (attributes: ContentElement['attributes']) => boolean;
  /** True for a block that may stand only directly on a page. */
  readonly onlyOnPage: boolean;
  readonly attributes: Readonly<Record<string, BlockAttribute>>;
  /** As an author writes it. */
  readonly example: string;
}
