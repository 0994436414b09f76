import * as z from 'zod';
import type { QuestionDefinition, QuestionFault } from '../definition.js';
import { compileOptions, option } from '../options.js';
import { seal } from '../pure-seal.js';

const schema = z.object({
  options: z.array(option).min(2).max(8).describe('2 to 8 answers, exactly one with `correct: true`.'),
});

/** One right answer. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'single-choice',
  summary: 'One right answer among 2 to 8.',
  example: `id: q-clear
type: single-choice
title: Clear words
text: Which sentence is clear to a parent who hears of the meeting for the first time?
objective: clear-words
review: clear-to-the-listener
feedback:
  right: It says who meets, when and what for, without an abbreviation.
  wrong: Read the sentence as somebody who has never heard of the meeting. The page "Clear to the listener" helps.
options:
  - text: On Thursday you, I and the people you choose sit down together to plan the visits.
    correct: true
  - text: The CFT is on Thursday.
    feedback: An abbreviation is clear only to who knows it.
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of the right option.',
  compile({ options }, context) {
    const salted = { salt: context.salt };
    const { ids, right, view, optionFeedback, choices, faults } = compileOptions(options, context);
    return {
      data: { ...salted, options: ids, right: seal(salted, right[0] ?? '') },
      view,
      solution: right[0] ?? '',
      optionFeedback,
      components: { interactionType: 'choice', choices },
      faults: [...faults, ...secondRight(options)],
    };
  },
};

function secondRight(options: readonly z.infer<typeof option>[]): QuestionFault[] {
  const first = options.findIndex((one) => one.correct);
  return options.flatMap((one, position) => {
    if (!one.correct || position === first) return [];
    return [
      {
        code: 'question/second-correct-option',
        path: ['options', position, 'correct'],
        message: `Option ${position + 1} is marked as correct, and so is option ${first + 1}: a single-choice question has one right answer.`,
        hint: 'remove one `correct: true`, or write `type: multiple-choice`.',
      },
    ];
  });
}
