import * as z from 'zod';
import type { QuestionDefinition } from '../definition.js';
import { comparable, longestAnswer, tidy } from './behaviour.js';

const schema = z.object({
  answers: z
    .array(z.string().trim().min(1).max(longestAnswer).meta({ translate: false }))
    .min(1)
    .max(5)
    .describe(
      '1 to 5 accepted answers. Blanks around and double blanks make no difference. They count in every language of the module.',
    ),
  'case-sensitive': z.boolean().default(false).describe('`true` when capitals matter.'),
});

/** A word or short phrase to type. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'fill-in',
  summary: 'A word or short phrase to type; capitals and extra blanks make no difference.',
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
`,
  schema,
  compile(authored) {
    const answers = authored.answers.map(tidy);
    const data = { answers, caseSensitive: authored['case-sensitive'] };
    const forms = answers.map((answer) => comparable(data, answer));
    return {
      data,
      view: { longest: longestAnswer, exact: data.caseSensitive },
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
