import { Paragraph, type ParagraphChild, TextRun } from 'docx';

import type { Interaction } from '../interaction.js';
import type { Module, Question } from '../model/module.js';
import { letterAt } from '../questions/pure-letters.js';
import { type GuideBlock, type GuideSetting, guideContent, guideTable, runs } from './guide-content.js';
import { rightAnswer } from './right-answer.js';

/**
 * A question on paper. It goes by what a type says of itself to records (its components, its interaction), so a new type
 * needs nothing here; one that is private or unfolds on the screen says so to participants.
 * @param isTrainer with the right answer, all feedback, and what it measures
 */
export function guideQuestion(
  question: Question,
  module: Module,
  setting: GuideSetting,
  isTrainer: boolean,
): GuideBlock[] {
  const right = isTrainer ? rightAnswer(question) : null;
  return [
    new Paragraph({ children: runs(question.text, setting), keepNext: true }),
    ...asked(question, setting, right),
    ...(isTrainer ? [answerKey(question, module, setting, right)] : []),
  ];
}

type Component = NonNullable<Question['components']['choices']>[number];

/** What there is to choose, to match, to order, or a line to write on. */
function asked({ components, view }: Question, setting: GuideSetting, right: Interaction | null): GuideBlock[] {
  const { words } = setting;
  const { choices = [], source = [], target = [] } = components;
  // In the order of the texts: the authored one would give the answer away.
  const sorted = (list: readonly Component[]) => [...list].sort((a, b) => a.text.localeCompare(b.text));
  switch (components.interactionType) {
    case 'choice':
      return choices.map(({ id, text }) => box(text, isChosen(right, id) ? words.isRight : null));
    case 'true-false':
      return [true, false].map((answer) =>
        box(
          answer ? words.isTrue : words.isFalse,
          right?.type === 'true-false' && right.response === answer ? words.isRight : null,
        ),
      );
    case 'sequencing':
      return [new Paragraph(words.order), ...sorted(choices).map(({ text }) => new Paragraph(`____  ${text}`))];
    case 'matching':
      return [
        new Paragraph(words.match),
        ...source.map(({ text }) => new Paragraph(`____  ${text}`)),
        ...sorted(target).map(({ text }, position) => new Paragraph(`${letterAt(position).toUpperCase()}.  ${text}`)),
      ];
    case 'fill-in':
    case 'numeric':
    case 'long-fill-in':
      return [new Paragraph(`${words.answer}: ______________________________`)];
    default:
      return right === null && !isOpen(view) ? [new Paragraph(words.onScreen)] : shownOf(view, setting);
  }
}

/** True for a view that only says what there is to choose. */
function isOpen(view: Question['view']): boolean {
  return Object.keys(view).every((name) => name === 'scale' || name === 'levels');
}

function isChosen(right: Interaction | null, id: string): boolean {
  return right?.type === 'choice' && right.response.includes(id);
}

function box(text: string, note: string | null): Paragraph {
  const mark = note === null ? [] : [new TextRun({ text: ` (${note})`, bold: true })];
  return new Paragraph({ children: [new TextRun(`☐  ${text}`), ...mark] });
}

/** Everything that a view says in words, in its order. */
function shownOf(value: unknown, setting: GuideSetting): GuideBlock[] {
  if (Array.isArray(value)) return value.flatMap((one) => shownOf(one, setting));
  if (typeof value !== 'object' || value === null) return [];
  const { content, text, ...others } = Object.fromEntries(Object.entries(value));
  const own = Array.isArray(content)
    ? guideContent(content, setting)
    : typeof text === 'string'
      ? [new Paragraph(`☐  ${text}`)]
      : [];
  return [...own, ...Object.values(others).flatMap((one) => shownOf(one, setting))];
}

function answerKey(question: Question, module: Module, setting: GuideSetting, right: Interaction | null): GuideBlock {
  const { words } = setting;
  const { feedback, optionFeedback, objective, item, review, weight, components } = question;
  const named = new Map([...(components.choices ?? [])].map(({ id, text }) => [id, text]));
  const plain = (text: string): ParagraphChild[] => [new TextRun(text)];
  const page = module.lessons.flatMap(({ pages }) => pages).find(({ id }) => id === review);
  const answer = right === null ? '' : answerText(right, question, setting);
  const rows: [string, ParagraphChild[]][] = [
    [words.whatIsAsked, plain(words.whatItSays)],
    ...(answer === '' ? [] : [[words.rightAnswer, plain(answer)] satisfies [string, ParagraphChild[]]]),
    [words.ifRight, runs(feedback.right, setting)],
    [words.ifWrong, runs(feedback.wrong, setting)],
    ...optionFeedback.map(({ key, content }): [string, ParagraphChild[]] => [
      `${words.feedbackFor}: ${named.get(key) ?? key}`,
      runs(content, setting),
    ]),
    [words.objective, plain(module.objectives.find(({ id }) => id === objective)?.text ?? objective)],
    ...(item === null ? [] : [[words.item, plain(item)] satisfies [string, ParagraphChild[]]]),
    ...(page === undefined ? [] : [[words.review, plain(page.title)] satisfies [string, ParagraphChild[]]]),
    [words.points, plain(String(weight))],
  ];
  return guideTable(rows.map(([name, said]) => [[new TextRun({ text: name, bold: true })], said]));
}

/** The right answer in words. */
function answerText(right: Interaction, { components }: Question, { words }: GuideSetting): string {
  const textOf = (list: readonly Component[] | undefined, id: string) => list?.find((one) => one.id === id)?.text ?? id;
  switch (right.type) {
    case 'choice':
      return right.response.map((id) => textOf(components.choices, id)).join('; ');
    case 'sequencing':
      return right.response.map((id, position) => `${position + 1}. ${textOf(components.choices, id)}`).join('  ');
    case 'matching':
      return right.response
        .map(([s, t]) => `${textOf(components.source, s)} – ${textOf(components.target, t)}`)
        .join('; ');
    case 'true-false':
      return right.response === null ? '' : right.response ? words.isTrue : words.isFalse;
    case 'fill-in':
      return right.response;
    case 'numeric':
      return right.response === null ? '' : String(right.response);
    case 'performance':
      return right.response
        .map(([step, decision]) => `${textOf(components.steps, step)} – ${decision.toUpperCase()}`)
        .join('; ');
    case 'likert':
      return '';
  }
}
