import * as z from 'zod';
import type { QuestionDefinition } from '../definition.js';
import { seal } from '../pure-seal.js';

const text = z.string().trim().min(1);
const schema = z.object({
  answer: z.boolean().describe('`true` when the sentence in `text` is true, else `false`.'),
  'if-true': text.optional().describe('Shown to who answered "true": why it is right or not. Inline Markdown.'),
  'if-false': text.optional().describe('Shown to who answered "false". Inline Markdown.'),
});

/** A sentence that is true or false. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'true-false',
  summary: 'A sentence that is true or false. Guessing is right every other time: ask for more where it matters.',
  example: `id: q-notice
type: true-false
title: A week before
text: An invitation that says who meets and when may leave out what the meeting is for.
objective: clear-words
review: clear-to-the-listener
feedback:
  right: Without the purpose nobody can prepare, or say no.
  wrong: Read the three facts on the page "Clear to the listener" once more.
answer: false
if-true: Think of what you would ask first if somebody invited you.
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of the right word.',
  compile(authored, context) {
    const salted = { salt: context.salt };
    const solution = authored.answer ? 't' : 'f';
    const feedback = (field: 'if-true' | 'if-false', key: string) => {
      const words = authored[field];
      return words === undefined ? [] : [{ key, content: context.inline(words, [field]) }];
    };
    return {
      data: { ...salted, right: seal(salted, solution) },
      view: { options: [{ id: 't' }, { id: 'f' }] },
      solution,
      optionFeedback: [...feedback('if-true', 't'), ...feedback('if-false', 'f')],
      components: { interactionType: 'true-false' },
      faults: [],
    };
  },
};
