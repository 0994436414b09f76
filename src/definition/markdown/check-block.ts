import type { Node } from '@markdoc/markdoc';
import { didYouMean } from '../../did-you-mean.js';
import type { Block } from '../blocks/block.js';
import { blocks } from '../blocks/blocks.js';
import { suggest } from '../suggest.js';
import { checkAttributes } from './check-attributes.js';
import { checkList, checkParts } from './check-parts.js';
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
        hint: suggest(name, namesFor(name, scope), 'delete it'),
      });
    }
    return null;
  }
  if (!isMended) checkPlace(block, node, offset, written, walk, scope);
  // A block that may not be there at all has nothing else to answer for.
  if (scope.in === 'sentence' && (!block.inline || block.onlyInLessons)) return null;
  const attributes = checkAttributes(block, node, offset, written, walk);
  if (!isMended) checkBody(block, node, offset, written, walk, attributes);
  if (block.name === 'glossary') walk.refer({ kind: 'glossary', target: '', offset, length: written.length });
  return { block, attributes };
}

/** The blocks that may have been meant: where only parts stand, that part; a part elsewhere only when it is nearly written. */
function namesFor(name: string, scope: Scope): string[] {
  if (scope.in === 'block' && scope.block.parts !== undefined) return [scope.block.parts.name];
  const all = [...blocks.keys()];
  return didYouMean(name, all) === undefined ? all.filter((one) => blocks.get(one)?.partOf === undefined) : all;
}

function checkPlace(block: Block, node: Node, offset: number, written: string, walk: Walk, scope: Scope): void {
  if (block.inline ? !(block.onlyInLessons && scope.in === 'sentence') : mayStand(block, scope)) {
    if (block.inline || scope.in !== 'page' || !node.inline) return;
    walk.note({
      code: 'block/not-on-own-line',
      offset,
      length: written.length,
      message: `\`${written}\` stands in a line with other text.`,
      hint: 'put it on a line of its own, with an empty line before and after',
    });
    return;
  }
  // What may stand in the outer block was said there already: a body that must be empty.
  if (scope.in === 'block' && scope.block.body === 'none') return;
  // The whole that this is a part of was left open, which was said there.
  if (block.partOf !== undefined && isMendedNear(block.partOf, walk)) return;
  walk.note({
    code: 'block/not-here',
    offset,
    length: written.length,
    message: `\`${block.name}\` may not stand ${scope.in === 'page' ? 'by itself' : `inside ${nameOf(scope)}`}.`,
    hint: placeHint(block),
  });
}

function mayStand(block: Block, scope: Scope): boolean {
  if (scope.in === 'block' && scope.block.parts?.name === block.name) return true;
  if (block.partOf !== undefined) return false;
  if (scope.in === 'page') return true;
  return scope.in === 'block' && scope.block.body === 'text-and-media' && !block.onlyOnPage;
}

function placeHint(block: Block): string {
  if (block.inline) return 'explain the word in the text of a page';
  if (block.partOf !== undefined) return `put it between \`{% ${block.partOf} ... %}\` and \`{% /${block.partOf} %}\``;
  return block.onlyOnPage ? 'put it directly on the page' : 'put it on the page, or inside `vignette` or `reveal`';
}

/** True when a block of this name was left open and reported. */
function isMendedNear(name: string, walk: Walk): boolean {
  return [...walk.mended].some((offset) => blockNamed(tagText(walk.source.text, offset)) === name);
}

function blockNamed(written: string): string | undefined {
  return /^\{%\s*([\w-]+)/.exec(written)?.[1];
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
  if (isEmpty) return;
  if (block.body === 'parts') checkParts(block, node, offset, written, walk);
  if (block.body === 'list') checkList(block, node, offset, written, walk);
}
