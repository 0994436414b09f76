import type { ContentElement, ContentNode } from '../content.js';
import type { Item } from './practice-model.js';

/** What references in a text lead to. */
export interface Known {
  readonly items: ReadonlyMap<string, Item>;
  readonly sources: ReadonlyMap<string, ContentElement['attributes']>;
}

/**
 * Content with `behavior` and `source` filled in: `behavior {item, name, edition, url, source}`,
 * `source {title, publisher, url, date}`; '' where there is nothing. A name that leads nowhere (reported already) is left out.
 */
export function resolveContent(nodes: readonly ContentNode[], known: Known): readonly ContentNode[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [node];
    const resolve = resolvers[node.tag];
    if (resolve !== undefined) return resolve(node, known);
    if (node.children.length === 0) return [node];
    return [{ ...node, children: resolveContent(node.children, known) }];
  });
}

const resolvers: Readonly<Record<string, (node: ContentElement, known: Known) => ContentNode[]>> = {
  behavior(node, known) {
    const item = known.items.get(String(node.attributes.item));
    if (item === undefined) return [];
    const { name, edition, url, source } = item;
    return [{ ...node, attributes: { item: String(node.attributes.item), name, edition, url, source } }];
  },
  source(node, known) {
    const attributes = known.sources.get(String(node.attributes.id));
    return attributes === undefined ? [] : [{ ...node, attributes }];
  },
};
