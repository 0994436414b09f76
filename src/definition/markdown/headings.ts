import type { Node } from '@markdoc/markdoc';
import { plainText } from '../../content.js';
import { toContent } from './to-content.js';
import { offsetOf, type Walk } from './walk.js';

/** The words of a heading, which must be words only; null when they are not, which is reported. */
export function headingText(node: Node, walk: Walk): string | null {
  const offset = offsetOf(node, walk);
  const length = Math.max(1, walk.source.line(node.lines[0] ?? 0).trim().length);
  const isOdd = [...node.walk()].some(
    (inner) => inner.type === 'image' || inner.type === 'link' || inner.type === 'tag',
  );
  if (isOdd) {
    walk.note({
      code: 'lesson/heading',
      offset,
      length,
      message: 'This heading holds more than text.',
      hint: 'move the image, link or tag into the text below',
    });
    return null;
  }
  const text = plainText(toContent(node.children, walk, { in: 'container' }));
  if (text !== '') return text;
  walk.note({
    code: 'lesson/heading',
    offset,
    length,
    message: 'This heading is empty.',
    hint: 'write its text behind the #',
  });
  return null;
}

/** `###` under `##`, `####` under `###`, and no deeper. */
export function checkLevels(nodes: readonly Node[], walk: Walk): void {
  let last = 2;
  for (const node of nodes) {
    if (node.type !== 'heading') continue;
    const level = Number(node.attributes.level);
    headingText(node, walk);
    refuseTitleId(node, walk);
    if (level > 5) {
      walk.note({
        code: 'lesson/heading',
        offset: offsetOf(node, walk),
        length: level,
        message: 'This heading is too deep.',
        hint: 'use ###, #### and at most #####',
      });
    } else if (level > last + 1) {
      walk.note({
        code: 'lesson/heading',
        offset: offsetOf(node, walk),
        length: level,
        message: `This heading skips a level: ${'#'.repeat(level)} follows ${'#'.repeat(last)}.`,
        hint: `write ${'#'.repeat(last + 1)}`,
      });
    }
    last = Math.min(level, 5);
  }
}

export function refuseTitleId(node: Node, walk: Walk): void {
  if (node.annotations.length === 0 || Number(node.attributes.level) > 2) return;
  const offset = offsetOf(node, walk);
  walk.note({
    code: 'markdown/annotation',
    offset: Math.max(offset, walk.source.text.indexOf('{%', offset)),
    length: 2,
    message: 'Only the heading of a page (##) takes an id.',
    hint: 'delete it',
  });
}
