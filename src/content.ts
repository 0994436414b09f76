/**
 * The text of a page as a tree, between Markdown and HTML: what `definition` makes and `render` shows.
 * A `tag` is either an HTML element that Markdown itself makes or the name of a block that has a template
 * in `templates/blocks/`. Text is plain text, never HTML.
 */
export type ContentNode = string | ContentElement;

export interface ContentElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly children: readonly ContentNode[];
}

/** The words of a tree without its markup, blocks apart by a blank. */
export function plainText(nodes: readonly ContentNode[]): string {
  const inline = new Set(['strong', 'em', 's', 'code', 'a']);
  return nodes
    .map((n) => {
      if (typeof n === 'string') return n;
      const inner = plainText(n.children);
      return inline.has(n.tag) ? inner : ` ${inner} `;
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
