import { childOf, childrenOf, textOf, type XmlTree } from '../read-xml-tree.js';

/** What an item declares about one response (QTI 2.1, 5.1 and 5.2). */
export interface Declaration {
  readonly baseType: string;
  readonly cardinality: string;
  /** Values of the right answer, in order. */
  readonly correct: readonly string[];
  /** Points by value; empty without a mapping. */
  readonly mapping: ReadonlyMap<string, number>;
  /** True when the capitals of a mapped text matter. */
  readonly caseSensitive: boolean;
  /** How responses become points. */
  readonly scoring: 'match' | 'map' | 'unsaid';
}

export function declarationOf(item: XmlTree, identifier: string): Declaration {
  const own = childrenOf(item, 'responseDeclaration').find(({ attributes }) => attributes.identifier === identifier);
  const entries = childrenOf(childOf(own, 'mapping') ?? item, 'mapEntry');
  const template = childOf(item, 'responseProcessing')?.attributes.template ?? '';
  return {
    baseType: own?.attributes.baseType ?? '',
    cardinality: own?.attributes.cardinality ?? 'single',
    correct: childrenOf(childOf(own, 'correctResponse') ?? item, 'value').map((value) => textOf(value).trim()),
    mapping: new Map(
      entries.map(({ attributes }) => [attributes.mapKey ?? '', Number(attributes.mappedValue ?? Number.NaN)]),
    ),
    caseSensitive: entries.some(({ attributes }) => attributes.caseSensitive === 'true'),
    scoring: /map_response/.test(template)
      ? 'map'
      : /match_correct/.test(template)
        ? 'match'
        : entries.length > 0
          ? 'map'
          : 'unsaid',
  };
}
