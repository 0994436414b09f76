import { below, childOf, type XmlTree } from '../read-xml-tree.js';

/**
 * What is accepted around a number: the tolerance of the comparison `equal` in an item's rules, as an absolute amount or
 * in percent of the number, below and above (QTI 2.1 Information Model, "equal").
 */
export function qtiRange(item: XmlTree, number: number): { readonly from: number; readonly to: number } {
  const processing = childOf(item, 'responseProcessing');
  const equal = processing && below(processing).find(({ name }) => name === 'equal');
  const mode = equal?.attributes.toleranceMode ?? 'exact';
  const [down = 0, up = down] = (equal?.attributes.tolerance ?? '').split(/\s+/).filter(Boolean).map(Number);
  const share = mode === 'relative' ? Math.abs(number) / 100 : mode === 'absolute' ? 1 : 0;
  // 0.1 + 0.2 is no number that an author wrote.
  const written = (value: number) => Number(value.toPrecision(12));
  return { from: written(number - down * share), to: written(number + up * share) };
}
