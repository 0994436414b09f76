import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import type { ContentNode } from '../../content.js';

/**
 * HTML as a tree: elements by their lower-case names with their attributes, as browsers read it. Nothing is judged and
 * nothing is left out but comments; the writers of Markdown tell what they cannot say.
 */
export function readHtml(html: string): readonly ContentNode[] {
  return contentOf(parseFragment(html).childNodes, 0);
}

/** Deeper than anybody writes; a source made to harm may nest thousands of elements. */
const deepest = 200;

function contentOf(nodes: readonly DefaultTreeAdapterTypes.ChildNode[], depth: number): ContentNode[] {
  if (depth > deepest) return [{ tag: 'too-deep', attributes: {}, children: [] }];
  return nodes.flatMap((node): ContentNode[] => {
    if ('value' in node) return [node.value];
    if (!('tagName' in node)) return [];
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    return [{ tag: node.tagName, attributes, children: contentOf(node.childNodes, depth + 1) }];
  });
}
