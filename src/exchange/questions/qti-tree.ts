import type { XmlTree } from '../read-xml-tree.js';

/** QTI 3 writes `qti-choice-interaction` and `max-choices` where QTI 2 writes `choiceInteraction` and `maxChoices`: one spelling. */
export function asQti2(tree: XmlTree): XmlTree {
  return {
    ...tree,
    name: tree.name.startsWith('qti-') ? camelCase(tree.name.slice('qti-'.length)) : tree.name,
    attributes: Object.fromEntries(Object.entries(tree.attributes).map(([name, value]) => [camelCase(name), value])),
    children: tree.children.map((one) => (typeof one === 'string' ? one : asQti2(one))),
  };
}

function camelCase(name: string): string {
  return name.startsWith('data-') ? name : name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `QTI 3`, `QTI 2.1` or null, by the namespace or the names of the file's own elements. */
export function qtiEdition(root: XmlTree): string | null {
  if (/^qti-assessment-(?:item|test)$/.test(root.name)) return 'QTI 3';
  return root.name === 'assessmentItem' || root.name === 'assessmentTest' ? 'QTI 2.1' : null;
}
