import { wordsOf } from '../markup/words-of.js';
import type { ReadBody, ReadOption, RichText } from './read-question.js';

/** The fields of a type of ours, or why there is none that says the same. */
export type WrittenBody =
  | { readonly type: string; readonly fields: Readonly<Record<string, unknown>>; readonly isScored: boolean }
  | { readonly refused: { readonly message: string; readonly hint: string } };

type Say = (text: RichText) => string;
type Writers = {
  readonly [Kind in Exclude<ReadBody['kind'], 'unsupported'>]: (
    body: Extract<ReadBody, { kind: Kind }>,
    say: Say,
    lost: string[],
  ) => WrittenBody;
};

/** One writer a kind of question: the table between what other programs ask and our types. */
export const bodyWriters: Writers = {
  'one-of'({ options }, say, lost) {
    const right = options.filter(({ share }) => share >= full);
    if (right.length !== 1)
      return refused(
        right.length === 0
          ? 'None of its answers is worth all points, so there is no right one.'
          : `${right.length} of its answers are right by themselves, and a learner chooses only one.`,
        'mark one answer as right in the program that it comes from, or write it anew.',
      );
    tellShares(options, lost, 'counts as wrong here');
    return scored('single-choice', { options: optionsOf(options, say, ({ share }) => share >= full) });
  },

  'some-of'({ options, scoring }, say, lost) {
    const right = options.filter(({ share }) => share > 0);
    const each = 1 / (right.length || 1);
    if (right.some(({ share }) => Math.abs(share - each) > near))
      lost.push(
        `shares of its right answers (${right.map(({ share }) => percent(share)).join(', ')}): all count alike here`,
      );
    const wrong = options.filter(({ share }) => share <= 0);
    if (scoring === 'sum-of-shares' && wrong.some(({ share }) => Math.abs(share + each) > near))
      lost.push(
        `what a wrong answer costs (${[...new Set(wrong.map(({ share }) => percent(share)))].join(', ')}): here it takes one right answer away`,
      );
    if (scoring === 'all-or-nothing')
      lost.push('that only a wholly right answer earns points: here right answers less wrong ones earn a part');
    return scored('multiple-choice', { options: optionsOf(options, say, ({ share }) => share > 0) });
  },

  'true-false'({ answer, ifTrue, ifFalse }, say) {
    const option = (text: string, correct: boolean, feedback: RichText | undefined) => ({
      text,
      ...(correct ? { correct } : {}),
      ...(feedback === undefined ? {} : { feedback: say(feedback) }),
    });
    return scored('single-choice', { options: [option('True', answer, ifTrue), option('False', !answer, ifFalse)] });
  },

  word({ answers, caseSensitive }, _say, lost) {
    const whole = answers.filter(({ share }) => share >= full);
    const part = answers.filter(({ share }) => share > 0 && share < full);
    if (part.length > 0)
      lost.push(
        `answers worth a part of the points: ${part.map(({ text, share }) => `"${text}" (${percent(share)})`).join(', ')}`,
      );
    const patterns = whole.filter(({ text }) => /(?<!\\)\*/.test(text));
    if (patterns.length > 0)
      lost.push(`answers with * for any letters: ${patterns.map(({ text }) => `"${text}"`).join(', ')}`);
    if (answers.some(({ feedback }) => feedback !== undefined)) lost.push('feedback of single answers');
    const accepted = whole.filter((one) => !patterns.includes(one)).map(({ text }) => text.replaceAll('\\*', '*'));
    if (accepted.length === 0)
      return refused('No answer of it is worth all points and written without *.', 'write down the answers to accept.');
    return scored('fill-in', { answers: [...new Set(accepted)], ...(caseSensitive ? { 'case-sensitive': true } : {}) });
  },

  number({ answers, unit }, _say, lost) {
    const whole = answers.filter(({ share, from }) => share >= full && Number.isFinite(from));
    const [only] = whole;
    if (only === undefined || whole.some(({ from, to }) => from !== to))
      return refused('It asks for a number with a tolerance or a range.', 'write it anew as a choice.');
    if (answers.length > whole.length) lost.push('answers worth a part of the points, and feedback of single answers');
    if (unit !== undefined) lost.push(`the unit "${unit}"`);
    return scored('fill-in', { answers: whole.map(({ from }) => String(from)) });
  },

  pairs({ pairs, unused }, say, lost) {
    if (unused.length > 0) lost.push(`what belongs to none: ${unused.map((one) => `"${wordsOf(one)}"`).join(', ')}`);
    const targets = pairs.map(({ target }) => wordsOf(target));
    if (new Set(targets).size < targets.length)
      return refused('Several entries belong to the same one.', 'write it anew as several questions.');
    return scored('matching', {
      pairs: pairs.map(({ source, target }) => ({ source: say(source), target: say(target) })),
    });
  },

  order({ steps }, say) {
    return scored('sequencing', { steps: steps.map(say) });
  },

  essay() {
    return refused(
      "It asks for a text of one's own, which only a person can score.",
      'ask it in a lesson, or as a choice.',
    );
  },
};

/** 100 %, as Moodle rounds it. */
const full = 0.9999;
/** Thirds and sevenths are written with five digits, and QTI's points with fewer. */
const near = 0.011;

function scored(type: string, fields: Readonly<Record<string, unknown>>): WrittenBody {
  return { type, fields, isScored: true };
}

function refused(message: string, hint: string): WrittenBody {
  return { refused: { message, hint } };
}

function optionsOf(options: readonly ReadOption[], say: Say, isRight: (option: ReadOption) => boolean) {
  return options.map((option) => ({
    text: say(option.text),
    ...(isRight(option) ? { correct: true } : {}),
    ...(option.feedback === undefined ? {} : { feedback: say(option.feedback) }),
  }));
}

/** Shares that a choice of one does not know: a part of the points, or points taken away. */
function tellShares(options: readonly ReadOption[], lost: string[], what: string): void {
  const part = options.filter(({ share }) => share > 0 && share < full);
  const negative = options.filter(({ share }) => share < 0);
  if (part.length > 0)
    lost.push(
      `a part of the points for ${part.map((one) => `"${wordsOf(one.text)}" (${percent(one.share)})`).join(', ')}: it ${what}`,
    );
  if (negative.length > 0)
    lost.push(
      `points taken away for ${negative.map((one) => `"${wordsOf(one.text)}" (${percent(one.share)})`).join(', ')}: it earns none here`,
    );
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
