import type { ContentNode } from '../../content.js';

/** The words of a tree of HTML without its markup; blocks stand apart by a blank, pieces of a sentence do not. */
export function wordsOf(nodes: readonly ContentNode[]): string {
  return raw(nodes)
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim();
}

function raw(nodes: readonly ContentNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      const inner = raw(node.children);
      return blocks.has(node.tag) ? ` ${inner} ` : inner;
    })
    .join('');
}

const blocks = new Set([
  ...['p', 'div', 'br', 'li', 'ul', 'ol', 'table', 'tr', 'td', 'th', 'pre', 'blockquote', 'section', 'article', 'hr'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
]);
