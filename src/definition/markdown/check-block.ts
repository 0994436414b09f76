import type { Node } from '@markdoc/markdoc';
import type { Block } from '../blocks/block.js';
import { blocks } from '../blocks/blocks.js';
import { suggest } from '../suggest.js';
import { checkAttributes } from './check-attributes.js';
import { tagText } from './tag-text.js';
import { nameOf, type Scope, type Walk } from './walk.js';

export interface CheckedBlock {
  readonly block: Block;
  /** Every attribute of the block, fallbacks filled in. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A tag held to its block: name, place, attributes, body. Null when it is no block. */
export function checkBlock(node: Node, offset: number, walk: Walk, scope: Scope): CheckedBlock | null {
  const name = node.tag ?? '';
  const written = tagText(walk.source.text, offset);
  const block = blocks.get(name);
  const isMended = walk.mended.has(offset);
  if (block === undefined) {
    if (!isMended) {
      walk.note({
        code: 'block/unknown',
        offset: offset + Math.max(0, written.indexOf(name)),
        length: name.length,
        message: `\`${name}\` is no block.`,
        hint: suggest(name, blocks.keys(), 'delete it'),
      });
    }
    return null;
  }
  if (!isMended) checkPlace(block, node, offset, written, walk, scope);
  // A block that may not be there at all has nothing else to answer for.
  if (scope.in === 'sentence' && !block.inline) return null;
  const attributes = checkAttributes(block, node, offset, written, walk);
  if (!isMended) checkBody(block, node, offset, written, walk, attributes);
  return { block, attributes };
}

function checkPlace(block: Block, node: Node, offset: number, written: string, walk: Walk, scope: Scope): void {
  if (block.inline) return;
  if (scope.in === 'page') {
    if (!node.inline) return;
    walk.note({
      code: 'block/not-on-own-line',
      offset,
      length: written.length,
      message: `\`${written}\` stands in a line with other text.`,
      hint: 'put it on a line of its own, with an empty line before and after',
    });
    return;
  }
  if (scope.in === 'block' && scope.block.body === 'text-and-media' && !block.onlyOnPage) return;
  // What may stand in the outer block was said there already: a body that must be empty.
  if (scope.in === 'block' && scope.block.body === 'none') return;
  walk.note({
    code: 'block/not-here',
    offset,
    length: written.length,
    message: `\`${block.name}\` may not stand inside ${nameOf(scope)}.`,
    hint: block.onlyOnPage ? 'put it directly on the page' : 'put it on the page, or inside `vignette` or `reveal`',
  });
}

function checkBody(
  block: Block,
  node: Node,
  offset: number,
  written: string,
  walk: Walk,
  attributes: CheckedBlock['attributes'],
): void {
  const isEmpty = node.children.length === 0;
  if (block.body === 'none' && !isEmpty) {
    walk.note({
      code: 'block/not-empty',
      offset,
      length: written.length,
      message: `\`${block.name}\` holds no text.`,
      hint: `write \`${written.replace(/\s*%\}$/, ' /%}')}\` and delete what stands up to \`{% /${block.name} %}\`, and that too`,
    });
  }
  if (block.body !== 'none' && isEmpty && !block.mayBeEmpty(attributes)) {
    walk.note({
      code: 'block/empty',
      offset,
      length: written.length,
      message: `\`${block.name}\` is empty; it needs ${block.bodyName}.`,
      hint: `write it between \`{% ${block.name} ... %}\` and \`{% /${block.name} %}\``,
    });
  }
}
