import type { ContentElement, ContentNode } from '../content.js';
import type { Item } from './practice-model.js';

/** What references in a text lead to. */
export interface Known {
  readonly items: ReadonlyMap<string, Item>;
  readonly sources: ReadonlyMap<string, ContentElement['attributes']>;
  /** `{word, meaning, source, url}` by id. */
  readonly terms: ReadonlyMap<string, ContentElement['attributes']>;
  /** BCP 47: its alphabet orders the glossary. */
  readonly language: string;
}

/**
 * Content with its references filled in: `behavior {item, name, edition, url, source}`,
 * `source {title, publisher, url, date}`, `quote` with the same of its source, `term {as, word, meaning, source, url}`, and
 * `glossary` with an entry a term; '' where there is nothing. A name that leads nowhere (reported already) is left out.
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
  quote(node, known) {
    const attributes = known.sources.get(String(node.attributes.source));
    if (attributes === undefined) return [];
    return [
      { ...node, attributes: { ...node.attributes, ...attributes }, children: resolveContent(node.children, known) },
    ];
  },
  term(node, known) {
    const attributes = known.terms.get(String(node.attributes.id));
    if (attributes === undefined) return [];
    const word = node.attributes.as || attributes.word || '';
    return [{ ...node, attributes: { ...attributes, term: attributes.word ?? '', word } }];
  },
  glossary(node, known) {
    const { compare } = new Intl.Collator(known.language);
    const entries = [...known.terms.values()].sort((a, b) => compare(String(a.word), String(b.word)));
    return [
      {
        ...node,
        children: entries.map(({ meaning = '', ...attributes }) => ({
          tag: 'glossary-entry',
          attributes,
          children: [String(meaning)],
        })),
      },
    ];
  },
};
