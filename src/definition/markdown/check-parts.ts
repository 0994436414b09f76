import type { Node } from '@markdoc/markdoc';
import type { Block } from '../blocks/block.js';
import { offsetOf, type Walk } from './walk.js';

/** A block that is made of parts: as many as it takes, and nothing between them. */
export function checkParts(block: Block, node: Node, offset: number, written: string, walk: Walk): void {
  const { parts } = block;
  if (parts === undefined) return;
  const tags = node.children.filter((child) => child.type === 'tag');
  const own = tags.filter((child) => child.tag === parts.name);
  // A part left open, or in a line with others, was reported as such; its text lies about here.
  const isUnsettled =
    own.some((part) => walk.mended.has(offsetOf(part, walk))) ||
    node.children.some((child) => child.type !== 'tag' && hasTag(child, parts.name));
  if (isUnsettled) return;
  for (const child of node.children) {
    if (child.type === 'tag' || child.type === 'comment') continue;
    walk.note({
      code: 'block/parts',
      offset: offsetOf(child, walk),
      length: Math.max(1, walk.source.line(child.lines[0] ?? 0).trim().length),
      message: `\`${block.name}\` holds nothing but \`${parts.name}\`; this stands outside of them.`,
      hint: `put it into a \`${parts.name}\`, or before \`{% ${block.name} ... %}\``,
    });
  }
  // What is no part was reported by its own name, and may have been meant as one.
  if (own.length < tags.length || (own.length >= parts.least && own.length <= parts.most)) return;
  walk.note({
    code: 'block/parts',
    offset,
    length: written.length,
    message: `\`${block.name}\` holds ${own.length} \`${parts.name}\`; it takes ${parts.least} to ${parts.most}.`,
    hint:
      own.length < parts.least
        ? `add a \`${parts.name}\`, or write what it holds without \`${block.name}\``
        : 'leave some out, or make two of it',
  });
}

/** A block that is one plain list. */
export function checkList(block: Block, node: Node, offset: number, written: string, walk: Walk): void {
  const hint = 'write each line of the list by itself, beginning with `- `, and nothing else';
  const [list, ...more] = node.children.filter((child) => child.type !== 'comment');
  if (list === undefined) return;
  const wrong = list.type !== 'list' || list.attributes.ordered === true ? list : more[0];
  if (wrong !== undefined) {
    if (wrong.type === 'tag') return;
    walk.note({
      code: 'block/list',
      offset: offsetOf(wrong, walk),
      length: Math.max(1, walk.source.line(wrong.lines[0] ?? 0).trim().length),
      message: `\`${block.name}\` holds one list; this is something else.`,
      hint,
    });
    return;
  }
  for (const inner of list.walk()) {
    if (inner.type === 'list' || inner.type === 'image' || (inner.type === 'tag' && inner.tag === 'term')) {
      walk.note({
        code: 'block/list',
        offset: inner.type === 'list' ? offset : offsetOf(inner, walk),
        length: inner.type === 'list' ? written.length : 1,
        message:
          inner.type === 'list'
            ? `A line of this \`${block.name}\` holds a list of its own.`
            : `A line of \`${block.name}\` is a button by itself, so it holds no ${inner.type === 'image' ? 'image' : '`term`'}.`,
        hint: inner.type === 'list' ? hint : 'put it into the text before the list',
      });
    }
  }
}

function hasTag(node: Node, name: string): boolean {
  return [...node.walk()].some((inner) => inner.type === 'tag' && inner.tag === name);
}
