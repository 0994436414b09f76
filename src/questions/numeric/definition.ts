import * as z from 'zod';
import type { QuestionDefinition, QuestionFault } from '../definition.js';
import { seal } from '../pure-seal.js';
import { type NumericData, type NumericRange, numberLimits, written } from './behaviour.js';

const number = z.number().min(-numberLimits.largest).max(numberLimits.largest);
const schema = z.object({
  answer: number.optional().describe('The right number. Leave it out where a range is right.'),
  tolerance: number
    .min(0)
    .optional()
    .describe('How far an answer may be from `answer` and still be right. Left out: 0.'),
  from: number.optional().describe('The smallest number that is right, in the place of `answer`.'),
  to: number.optional().describe('The largest number that is right, in the place of `answer`.'),
  near: number.positive().optional().describe('An answer that is off by at most this much earns half.'),
  unit: z.string().trim().min(1).max(40).optional().describe('What is counted, shown behind the field: `days`, `%`.'),
});
type Authored = z.infer<typeof schema>;

/** A number, exact, with a tolerance, or in a range. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'numeric',
  summary:
    'A number to type: `answer`, with a `tolerance` where it need not be exact, or a range `from` and `to`. Score: 1 inside, half within `near`.',
  example: `id: q-facts
type: numeric
title: Three facts
text: How many facts belong in every invitation?
objective: clear-words
review: clear-to-the-listener
feedback:
  right: Who meets, when, and what for.
  wrong: Count them on the page "Clear to the listener".
answer: 3
near: 1
unit: facts
`,
  schema,
  isScored: true,
  key: 'Sealed for one exact number; a range, a tolerance and `near` lie open, for a hash can tell no distance.',
  compile(authored, { salt }) {
    const solution = written(authored.answer ?? authored.from ?? authored.to ?? 0);
    const range = rangeOf(authored);
    const isOne = range.from !== null && range.from === range.to && range.near === undefined;
    const data: NumericData = isOne ? { salt, right: seal({ salt }, solution) } : range;
    return {
      data,
      view: { unit: authored.unit ?? '' },
      solution,
      optionFeedback: [],
      components: { interactionType: 'numeric' },
      faults: faultsOf(authored),
    };
  },
};

function rangeOf({ answer, tolerance = 0, from, to, near }: Authored): NumericRange {
  const rounded = (value: number) => Number(value.toFixed(numberLimits.decimals));
  const bounds =
    answer === undefined
      ? { from: from ?? null, to: to ?? null }
      : { from: rounded(answer - tolerance), to: rounded(answer + tolerance) };
  return { ...bounds, ...(near === undefined ? {} : { near }) };
}

function faultsOf({ answer, tolerance, from, to }: Authored): QuestionFault[] {
  const hasRange = from !== undefined || to !== undefined;
  const found: QuestionFault[] = [];
  if (answer === undefined && !hasRange)
    found.push({
      code: 'question/no-number',
      path: [],
      message: 'This question says no number that is right.',
      hint: 'write `answer: 3`, or a range with `from:` and `to:`.',
    });
  if (answer !== undefined && hasRange)
    found.push({
      code: 'question/number-and-range',
      path: [from === undefined ? 'to' : 'from'],
      message: 'Both `answer` and a range are given, so nobody knows which of them is right.',
      hint: 'keep `answer` with `tolerance`, or keep `from` and `to`.',
    });
  if (from !== undefined && to !== undefined && from > to)
    found.push({
      code: 'question/empty-range',
      path: ['to'],
      message: `No number is from ${from} to ${to}.`,
      hint: `write \`from: ${to}\` and \`to: ${from}\`.`,
    });
  if (tolerance !== undefined && answer === undefined)
    found.push({
      code: 'question/no-number',
      path: ['tolerance'],
      message: '`tolerance` stands without an `answer` that it could be around.',
      hint: 'write `answer:`, or widen the range and delete `tolerance`.',
    });
  return found;
}
