import { below, childOf, childrenOf, elements, markupOf, textOf, type XmlTree } from '../read-xml-tree.js';
import { qtiBody, qtiWords } from './qti-body.js';
import { declarationOf } from './qti-declaration.js';
import type { ReadBody, ReadQuestion, RichText } from './read-question.js';

/**
 * One assessment item (QTI 2.1 Assessment Test, Section and Item Information Model 4 to 9; QTI 3 in the spelling of 2).
 * An item is one question here, so one with several interactions is told and left.
 * @param weight points, from the test's reference to the item
 */
export function readQtiItem(item: XmlTree, place: string, weight = 1): ReadQuestion {
  const body = childOf(item, 'itemBody');
  const interactions = body === undefined ? [] : below(body).filter(({ name }) => name.endsWith('Interaction'));
  const name = item.attributes.title || item.attributes.identifier || '';
  const [interaction] = interactions;
  if (body === undefined || interaction === undefined)
    return bare(item, place, name, unsupported('an item without an interaction: a text to read'));
  if (childrenOf(item, 'templateDeclaration').length > 0)
    return bare(item, place, name, unsupported('a calculated item (values drawn for each learner)'));
  if (interactions.length > 1 && !interactions.every(({ name }) => name === 'endAttemptInteraction'))
    return bare(
      item,
      place,
      name,
      unsupported(`an item of ${interactions.length} interactions: several questions in one`),
    );
  const declaration = declarationOf(item, interaction.attributes.responseIdentifier ?? 'RESPONSE');
  const read = qtiBody(interaction, declaration, item);
  const feedback = feedbackOf(item, interaction);
  return {
    place,
    name,
    text: [...stemOf(body, interaction), ...promptOf(interaction)],
    body: withFeedback(read, interaction, feedback),
    feedback: feedback.common,
    weight,
    lost: [...lostOf(item, interaction, read), ...feedback.lost, ...unplaced(read, interaction, feedback)],
  };
}

function bare(item: XmlTree, place: string, name: string, body: ReadBody): ReadQuestion {
  const text = markupOf(childOf(item, 'itemBody')?.children ?? []);
  return { place, name, text, body, feedback: {}, weight: 1, lost: [] };
}

function unsupported(what: string): ReadBody {
  return { kind: 'unsupported', what, hint: 'write it anew as one of the types in modules/README.md.' };
}

/** What stands around the interaction; a field inside a sentence leaves a gap there. */
function stemOf(body: XmlTree, interaction: XmlTree): RichText {
  const isInline = /^(?:textEntry|inlineChoice)Interaction$/.test(interaction.name);
  const without = (tree: XmlTree): XmlTree['children'] =>
    tree.children.flatMap((one): XmlTree['children'] => {
      if (typeof one === 'string') return [one];
      if (one === interaction) return isInline ? [' _____ '] : [];
      if (left.has(one.name)) return [];
      return [{ ...one, children: without(one) }];
    });
  return markupOf(without(body));
}

/** Told by `lostOf` and `feedbackOf`. */
const left = new Set(['rubricBlock', 'feedbackBlock', 'feedbackInline', 'stylesheet', 'catalogInfo', 'templateBlock']);

function promptOf(interaction: XmlTree): RichText {
  const prompt = childOf(interaction, 'prompt');
  return prompt === undefined ? [] : [' ', ...markupOf(prompt.children)];
}

interface Feedback {
  readonly common: ReadQuestion['feedback'];
  /** By the identifier of the answer that earns it. */
  readonly byAnswer: ReadonlyMap<string, RichText>;
  readonly lost: readonly string[];
}

/** Modal feedback is told apart by what it is called: of an answer, of the right one, of a wrong one. */
function feedbackOf(item: XmlTree, interaction: XmlTree): Feedback {
  const common: { right?: RichText; wrong?: RichText; any?: RichText } = {};
  const byAnswer = new Map<string, RichText>();
  const lost: string[] = [];
  const answers = new Set(elements(interaction).map(({ attributes }) => attributes.identifier ?? ''));
  const blocks = below(item).filter(({ name }) => name === 'modalFeedback' || name === 'feedbackBlock');
  for (const one of blocks) {
    const { identifier = '', showHide = 'show' } = one.attributes;
    const content = markupOf(one.children);
    const named = identifier.toLowerCase();
    if (textOf(one).trim() === '') continue;
    if (showHide !== 'show') lost.push(`the feedback "${identifier}", which is hidden by a condition`);
    else if (answers.has(identifier)) byAnswer.set(identifier, content);
    else if (/^(?:in-?correct|wrong|false|fail)|_?(?:incorrect|wrong)(?:_fb)?$/.test(named)) common.wrong = content;
    else if (/^(?:correct|right|true|pass)|_?correct(?:_fb)?$/.test(named)) common.right = content;
    else if (/^(?:general|solution|feedback|any)/.test(named)) common.any = content;
    else lost.push(`the feedback "${identifier}", whose condition is not known`);
  }
  return { common, byAnswer, lost };
}

/** Feedback of single answers: beside the answer (`feedbackInline`), or modal by its identifier. */
function withFeedback(body: ReadBody, interaction: XmlTree, { byAnswer }: Feedback): ReadBody {
  const choices = childrenOf(interaction, 'simpleChoice');
  const feedbackAt = (choice: XmlTree | undefined) => {
    const inline = choice && below(choice).find(({ name }) => name === 'feedbackInline');
    return inline ? markupOf(inline.children) : byAnswer.get(choice?.attributes.identifier ?? '');
  };
  if (body.kind === 'true-false') {
    const said = (word: string) => feedbackAt(choices.find((choice) => qtiWords(choice) === word));
    const [ifTrue, ifFalse] = [said('true'), said('false')];
    return {
      ...body,
      ...(ifTrue === undefined ? {} : { ifTrue }),
      ...(ifFalse === undefined ? {} : { ifFalse }),
    };
  }
  if (body.kind !== 'one-of' && body.kind !== 'some-of') return body;
  return {
    ...body,
    options: body.options.map((option, index) => {
      const feedback = feedbackAt(choices[index]);
      return feedback === undefined ? option : { ...option, feedback };
    }),
  };
}

/** Types whose single answers have a feedback of their own here. */
const withOwnFeedback: ReadonlySet<ReadBody['kind']> = new Set(['one-of', 'some-of', 'true-false']);

function unplaced(body: ReadBody, interaction: XmlTree, { byAnswer }: Feedback): string[] {
  const isThere = byAnswer.size > 0 || below(interaction).some(({ name }) => name === 'feedbackInline');
  return isThere && !withOwnFeedback.has(body.kind) ? ['feedback of single answers'] : [];
}

function lostOf(item: XmlTree, interaction: XmlTree, body: ReadBody): string[] {
  const all = below(item);
  const has = (name: string) => all.some((one) => one.name === name);
  const template = childOf(item, 'responseProcessing')?.attributes.template ?? '';
  const own = childOf(item, 'responseProcessing') !== undefined && template === '';
  return [
    ...(has('rubricBlock') ? ['a rubric (instructions for scorers or learners)'] : []),
    ...(has('assessmentStimulusRef') ? ['a text that several items share (its stimulus)'] : []),
    ...(item.attributes.adaptive === 'true' ? ['that it changes while it is answered (adaptive)'] : []),
    ...(has('endAttemptInteraction') ? ['a button that ends the attempt or asks for a hint'] : []),
    ...(own && isCustom(childOf(item, 'responseProcessing'), body) ? ['rules of its own for scoring'] : []),
    ...(childOf(item, 'companionMaterialsInfo') ? ['companion materials'] : []),
    ...(interaction.attributes.minChoices && Number(interaction.attributes.minChoices) > 1
      ? [`that at least ${interaction.attributes.minChoices} answers must be given`]
      : []),
  ];
}

/** Rules that are more than "right when it matches, or the sum of the map", which many programs write out. */
function isCustom(processing: XmlTree | undefined, body: ReadBody): boolean {
  const usual = new Set([
    // The tolerance of a number, which is brought in.
    ...(body.kind === 'number' ? ['equal'] : []),
    ...['responseCondition', 'responseIf', 'responseElse', 'responseElseIf', 'match', 'variable', 'correct', 'isNull'],
    ...['setOutcomeValue', 'baseValue', 'mapResponse', 'sum', 'not', 'and', 'member'],
  ]);
  return processing !== undefined && below(processing).some(({ name }) => !usual.has(name));
}
