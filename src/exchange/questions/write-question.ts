import type { ContentNode } from '../../content.js';
import { inlineMarkdown } from '../markup/inline-markdown.js';
import { wordsOf } from '../markup/words-of.js';
import { bodyWriters } from './body-writers.js';
import type { ReadBody, ReadQuestion, RichText } from './read-question.js';

/** A question in the fields of our language, as far as the source says them. */
export interface WrittenQuestion {
  readonly place: string;
  /** As a person finds it again: its name, else its first words. */
  readonly called: string;
  /** Null when the type of question is none of ours: `refused` says so. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly refused: { readonly message: string; readonly hint: string } | null;
  /** What is not as it was. */
  readonly lost: readonly string[];
}

/** What the author of the module says of all questions. */
export interface QuestionWish {
  readonly use: 'check' | 'assessment';
  /** Id of the objective for questions that name none. */
  readonly objective?: string;
}

/** Stands where an id must be chosen; no objective and no page has it, so `cpm check` finds each. */
export const toChoose = 'to-choose';

/** @param id unique in the module */
export function writeQuestion(read: ReadQuestion, id: string, wish: QuestionWish): WrittenQuestion {
  const lost: string[] = [...read.lost];
  const say = (text: RichText): string => {
    const { markdown, lost: more } = inlineMarkdown(text);
    lost.push(...more);
    return markdown;
  };
  const text = say(read.text);
  const called = read.name || firstWords(wordsOf(read.text)) || 'without a text';
  const body = written(read.body, say, lost);
  if ('refused' in body) return { place: read.place, called, fields: null, refused: body.refused, lost };
  const feedback = feedbackOf(read, body.isScored, say);
  const fields = {
    id,
    type: body.type,
    title: firstWords(wordsOf(read.text)) || read.name || '[To write: a few words for the list of questions]',
    text: text || '[To write: the question]',
    objective: read.fields?.objective ?? wish.objective ?? toChoose,
    ...(read.fields?.item === undefined ? {} : { item: read.fields.item }),
    ...(wish.use === 'assessment' || read.fields?.review ? { review: read.fields?.review ?? toChoose } : {}),
    ...(weightOf(read.weight, lost) ?? {}),
    feedback,
    ...body.fields,
  };
  return { place: read.place, called, fields, refused: null, lost: [...new Set(lost)] };
}

/** The table of writers, asked by the kind of the body. */
function written(body: ReadBody, say: (text: RichText) => string, lost: string[]) {
  switch (body.kind) {
    case 'one-of':
      return bodyWriters['one-of'](body, say, lost);
    case 'some-of':
      return bodyWriters['some-of'](body, say, lost);
    case 'true-false':
      return bodyWriters['true-false'](body, say, lost);
    case 'word':
      return bodyWriters.word(body, say, lost);
    case 'number':
      return bodyWriters.number(body, say, lost);
    case 'pairs':
      return bodyWriters.pairs(body, say, lost);
    case 'order':
      return bodyWriters.order(body, say, lost);
    case 'essay':
      return bodyWriters.essay(body, say, lost);
    case 'unsupported':
      return { refused: { message: `It is ${body.what}.`, hint: body.hint } };
  }
}

/** Feedback on any answer says why the right one is right, as a rule; the one on a wrong answer must not. */
function feedbackOf({ feedback }: ReadQuestion, _isScored: boolean, say: (text: RichText) => string) {
  const joined: ContentNode[] = [...(feedback.right ?? []), ' ', ...(feedback.any ?? [])];
  const right = say(joined);
  const wrong = feedback.wrong === undefined ? '' : say(feedback.wrong);
  return {
    right: right || '[To write: why this is right]',
    wrong: wrong || '[To write: where to look again, without the answer]',
  };
}

function weightOf(weight: number, lost: string[]): { weight: number } | null {
  if (weight === 1) return null;
  if (weight > 0 && weight <= 100) return { weight };
  lost.push(
    Number.isFinite(weight) ? `its ${weight} points (1 to 100 are possible)` : 'its points, which are no number',
  );
  return null;
}

/** For the list of questions: the first sentence, or as many words as make a line. */
function firstWords(text: string): string {
  const sentence = /^.{3,70}?[.?!:](?=\s|$)/.exec(text)?.[0].replace(/[.:]$/, '') ?? text;
  if (sentence.length <= 70) return sentence.trim();
  return `${sentence.slice(0, 70).replace(/\s+\S*$/, '')} …`;
}
