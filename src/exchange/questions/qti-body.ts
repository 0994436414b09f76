import { childrenOf, markupOf, type XmlTree } from '../read-xml-tree.js';
import type { Declaration } from './qti-declaration.js';
import { qtiRange } from './qti-range.js';
import type { ReadBody, RichText } from './read-question.js';

/** What an interaction asks, with its key; what we have no question for is named. */
export function qtiBody(interaction: XmlTree, declaration: Declaration, item: XmlTree): ReadBody {
  const read = readers[interaction.name];
  if (read !== undefined) return read(interaction, declaration, item);
  return {
    kind: 'unsupported',
    what: named[interaction.name] ?? `an interaction of the kind "${interaction.name}"`,
    hint: 'write it anew as one of the types in modules/README.md.',
  };
}

type Reader = (interaction: XmlTree, declaration: Declaration, item: XmlTree) => ReadBody;

const readers: Readonly<Record<string, Reader>> = {
  choiceInteraction(interaction, declaration) {
    const choices = childrenOf(interaction, 'simpleChoice');
    const share = shareBy(declaration);
    const options = choices.map((choice) => ({
      text: contentOf(choice),
      share: share(choice.attributes.identifier ?? ''),
    }));
    const one = declaration.cardinality === 'single' || interaction.attributes.maxChoices === '1';
    if (one && isTrueFalse(options.map(({ text }) => text)) && options.some((option) => option.share >= 1))
      return { kind: 'true-false', answer: wordsOf(options.find((o) => o.share >= 1)?.text ?? []) === 'true' };
    if (one) return { kind: 'one-of', options };
    return {
      kind: 'some-of',
      options,
      scoring:
        declaration.scoring === 'match' ? 'all-or-nothing' : declaration.scoring === 'map' ? 'sum-of-shares' : 'unsaid',
    };
  },

  textEntryInteraction(_interaction, declaration, item) {
    const shares = sharesOf(declaration);
    if (declaration.baseType === 'float' || declaration.baseType === 'integer')
      return {
        kind: 'number',
        answers: shares.map(([text, share]) => ({ ...qtiRange(item, Number(text)), share })),
      };
    return {
      kind: 'word',
      caseSensitive: declaration.mapping.size === 0 || declaration.caseSensitive,
      answers: shares.map(([text, share]) => ({ text, share })),
    };
  },

  matchInteraction(interaction, declaration) {
    const [from, to] = childrenOf(interaction, 'simpleMatchSet').map((set) =>
      childrenOf(set, 'simpleAssociableChoice'),
    );
    return pairsOf(from ?? [], to ?? [], declaration);
  },

  orderInteraction(interaction, declaration) {
    const choices = childrenOf(interaction, 'simpleChoice');
    const steps = declaration.correct.flatMap((id) => {
      const found = choices.find(({ attributes }) => attributes.identifier === id);
      return found === undefined ? [] : [contentOf(found)];
    });
    if (steps.length === choices.length && steps.length > 0) return { kind: 'order', steps };
    return {
      kind: 'unsupported',
      what: 'an order in which not every step has a place',
      hint: 'write it anew as `sequencing`, whose steps all have one.',
    };
  },

  extendedTextInteraction(_interaction, declaration) {
    const [model] = declaration.correct;
    return { kind: 'essay', ...(model === undefined || model === '' ? {} : { model: [model] }) };
  },

  inlineChoiceInteraction(interaction, declaration) {
    const share = shareBy(declaration);
    return {
      kind: 'one-of',
      options: childrenOf(interaction, 'inlineChoice').map((choice) => ({
        text: contentOf(choice),
        share: share(choice.attributes.identifier ?? ''),
      })),
    };
  },
};

const named: Readonly<Record<string, string>> = {
  hotspotInteraction: 'an image with places to choose',
  selectPointInteraction: 'a point to choose on an image',
  graphicOrderInteraction: 'places on an image to put in order',
  graphicAssociateInteraction: 'places on an image to join',
  graphicGapMatchInteraction: 'pictures to put onto an image',
  positionObjectInteraction: 'pictures to put onto an image',
  gapMatchInteraction: 'a text with gaps to fill from a list',
  hottextInteraction: 'words to mark in a text',
  associateInteraction: 'pairs to make out of one list',
  sliderInteraction: 'a slider',
  mediaInteraction: 'a film or sound to be played',
  drawingInteraction: 'a drawing to make',
  uploadInteraction: 'a file to upload',
  customInteraction: "an interaction of a vendor's own",
  portableCustomInteraction: "an interaction of a vendor's own",
};

/** Whole right answers are worth 1: the mapped points over the most that there are. */
function sharesOf({ mapping, correct, scoring }: Declaration): readonly (readonly [string, number])[] {
  if (mapping.size === 0 || scoring === 'match') return correct.map((value) => [value, 1] as const);
  const most = Math.max(...mapping.values());
  return [...mapping].map(([value, points]) => [value, points / (most > 0 ? most : 1)] as const);
}

function shareBy(declaration: Declaration): (id: string) => number {
  const { mapping, correct, scoring, cardinality } = declaration;
  if (scoring !== 'match' && mapping.size > 0) {
    const right = [...mapping.values()].filter((points) => points > 0);
    const whole = cardinality === 'single' ? Math.max(...right, 0) : right.reduce((sum, one) => sum + one, 0);
    return (id) => (mapping.get(id) ?? 0) / (whole > 0 ? whole : 1);
  }
  return (id) => (correct.includes(id) ? 1 / (cardinality === 'single' ? 1 : correct.length) : 0);
}

function pairsOf(from: readonly XmlTree[], to: readonly XmlTree[], { correct, mapping }: Declaration): ReadBody {
  const keys = correct.length > 0 ? correct : [...mapping].filter(([, points]) => points > 0).map(([key]) => key);
  const find = (list: readonly XmlTree[], id: string | undefined) =>
    list.find(({ attributes }) => attributes.identifier === id);
  const used = new Set<XmlTree>();
  const pairs = keys.flatMap((key) => {
    const [first, second] = key.split(/\s+/);
    const source = find(from, first) ?? find(from, second);
    const target = find(to, second) ?? find(to, first);
    if (source === undefined || target === undefined) return [];
    used.add(target);
    used.add(source);
    return [{ source: contentOf(source), target: contentOf(target) }];
  });
  const isOnce = (list: readonly XmlTree[]) => list.every((one) => used.has(one)) && pairs.length === list.length;
  // Some write the categories first and what belongs to them second.
  if (!isOnce(from) && isOnce(to))
    return {
      kind: 'pairs',
      pairs: pairs.map(({ source, target }) => ({ source: target, target: source })),
      unused: from.filter((one) => !used.has(one)).map(contentOf),
    };
  if (!isOnce(from))
    return {
      kind: 'unsupported',
      what: 'a table in which an entry belongs to none or to several others',
      hint: 'write it anew as `matching`, or as several questions.',
    };
  return { kind: 'pairs', pairs, unused: to.filter((one) => !used.has(one)).map(contentOf) };
}

/** The text of a choice, its feedback left out. */
function contentOf(choice: XmlTree): RichText {
  return markupOf(choice.children.filter((one) => typeof one === 'string' || one.name !== 'feedbackInline'));
}

/** The words of a choice in small letters: `true`. */
export function qtiWords(choice: XmlTree): string {
  return wordsOf(contentOf(choice));
}

function isTrueFalse(texts: readonly RichText[]): boolean {
  return texts.length === 2 && texts.map(wordsOf).sort().join() === 'false,true';
}

function wordsOf(text: RichText): string {
  return text
    .map((one) => (typeof one === 'string' ? one : wordsOf(one.children)))
    .join('')
    .trim()
    .toLowerCase();
}
