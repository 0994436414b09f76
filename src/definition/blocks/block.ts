import type { ContentElement } from '../../content.js';
import type { FaultCode } from '../fault.js';

/** What an attribute names: plain text, or something that must exist; `id` names the block itself. */
export type AttributeKind =
  | 'text'
  | 'id'
  | 'image'
  | 'video'
  | 'audio'
  | 'captions'
  | 'document'
  | 'question'
  | 'item'
  | 'source'
  | 'term';

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
  /** What is said when a required attribute is missing, where the usual words would not do. */
  readonly missing?: { readonly code: FaultCode; readonly message: string; readonly hint: string };
}

/**
 * A tag of the module language. Adding one is a file in this folder, a line in `blocks.ts`, and a template
 * `templates/blocks/<name>.hbs`, which gets the attributes by these names and the children as HTML.
 * What it needs besides is found by its name: a style sheet `templates/css/blocks/<name>.css` and a script
 * `src/runtime/view/rest/blocks/<name>.ts`, carried by the packages that use the block.
 */
export interface Block {
  readonly name: string;
  /** One or two sentences for the manual. */
  readonly summary: string;
  /** True for a tag that stands inside a sentence. */
  readonly inline: boolean;
  /** True for an inline tag that the text of a question may not hold. */
  readonly onlyInLessons?: boolean;
  /**
   * What may stand inside: nothing; text, lists and tables; these with figures, films, sounds, documents and quotations;
   * one list; or only the blocks named by `parts`.
   */
  readonly body: 'none' | 'text' | 'text-and-media' | 'list' | 'parts';
  /** The blocks that a body of parts is made of, and how many of them. */
  readonly parts?: { readonly name: string; readonly least: number; readonly most: number };
  /** Name of the block outside of which this one may not stand. */
  readonly partOf?: string;
  /** What the body is called when it is missing: 'the transcript'. */
  readonly bodyName: string;
  /** True when the block may go without its body. */
  readonly mayBeEmpty: (attributes: ContentElement['attributes']) => boolean;
  /** True for a block that may stand only directly on a page. */
  readonly onlyOnPage: boolean;
  readonly attributes: Readonly<Record<string, BlockAttribute>>;
  /** As an author writes it; that of a part is its whole. */
  readonly example: string;
}
