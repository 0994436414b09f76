import * as z from 'zod';
import type { QuestionDefinition } from '../definition.js';
import { sealAll } from '../pure-seal.js';
import { type Accepted, behaviour, comparable, longestAnswer, tidy } from './behaviour.js';

const schema = z.object({
  answers: z
    .array(z.string().trim().min(1).max(longestAnswer).meta({ translate: false }))
    .min(1)
    .max(10)
    .meta({
      translate: 'own',
      description:
        '1 to 10 accepted answers: the word and its variants. Blanks around and double blanks make no difference. A translation gives its own, as many as its language needs; until it does, these count there too.',
    }),
  'case-sensitive': z.boolean().default(false).describe('`true` when capitals matter.'),
  'spelling-slips': z
    .number()
    .int()
    .min(0)
    .max(2)
    .default(0)
    .describe(
      'Slips of the keyboard that a word may hold: at most one in four letters. Short words must be exact. With slips allowed the answers lie open in the package.',
    ),
});

/** A word or short phrase to type. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'fill-in',
  summary:
    'A word or short phrase to type; capitals and extra blanks make no difference, and slips of the keyboard where you allow them.',
  example: `id: q-sop
type: fill-in
title: Tools of the model
text: By which practice, known as SOP, are the model's behaviors often done?
objective: precursors
review: three-precursors
feedback:
  right: Safety Organized Practice is described as the tools by which the behaviors are done.
  wrong: The page "Three precursors" spells the abbreviation out.
answers:
  - Safety Organized Practice
  - Safety-Organized Practice
spelling-slips: 1
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of each accepted answer. With `spelling-slips` the answers lie open, for a hash can tell no slip.',
  compile(authored, { salt }) {
    const answers = authored.answers.map(tidy);
    const slips = authored['spelling-slips'];
    const compared = { caseSensitive: authored['case-sensitive'] };
    const forms = answers.map((answer) => comparable(compared, answer));
    const accepted: Accepted = slips > 0 ? { answers, slips } : { salt, right: sealAll({ salt }, forms) };
    const data = { ...compared, ...accepted };
    const encoded = (text: string): string => behaviour.encode(data, { text, language: '' });
    return {
      data,
      ofLanguage: accepted,
      view: { longest: longestAnswer, exact: compared.caseSensitive },
      solution: encoded(answers[0] ?? ''),
      alsoRight: answers.slice(1).map(encoded),
      optionFeedback: [],
      components: { interactionType: 'fill-in' },
      faults: forms.flatMap((form, position) => {
        const earlier = forms.indexOf(form);
        return earlier === position
          ? []
          : [
              {
                code: 'question/duplicate-answer',
                path: ['answers', position],
                message: `Answer ${position + 1} accepts nothing that answer ${earlier + 1} does not accept already.`,
                hint: `remove answer ${position + 1}.`,
              },
            ];
      }),
    };
  },
};
