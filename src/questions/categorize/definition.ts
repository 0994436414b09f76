import * as z from 'zod';
import { plainText } from '../../content.js';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition, QuestionFault } from '../definition.js';
import { orderOfItsOwn } from '../order-of-its-own.js';
import { letterAt } from '../pure-letters.js';
import { sealAll } from '../pure-seal.js';
import { sameTextFaults } from '../same-text.js';

const category = z.strictObject({
  name: z.string().trim().min(1).max(80).describe('Name of the category; plain text.'),
  items: z.array(z.string().trim().min(1)).min(1).max(8).describe('What belongs to it; inline Markdown.'),
});
const schema = z.object({
  categories: z.array(category).min(2).max(5).describe('2 to 5 categories with 3 to 9 items in all.'),
  credit,
});

/** What belongs where. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'categorize',
  summary:
    'Items to sort into categories, shown in a fixed order of their own. Score: share of the items in their category.',
  example: `id: q-sort
type: categorize
title: Plain or not
text: Which words can a family use, and which need explaining?
objective: clear-words
review: clear-to-the-listener
feedback:
  right: Whatever only the office uses needs explaining.
  wrong: Read each one as a neighbor would.
categories:
  - name: Plain
    items:
      - the plan for visits
      - the people you choose
  - name: Needs explaining
    items:
      - CFT
      - concurrent planning
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of each item with its category.',
  compile({ categories, credit }, context) {
    const authored = categories.flatMap(({ items }, place) =>
      items.map((text, position) => ({
        text,
        category: letterAt(place),
        path: ['categories', place, 'items', position],
      })),
    );
    const shown = orderOfItsOwn(authored.length, context.questionId).flatMap((position) => authored[position] ?? []);
    const items = shown.map(({ text, path }, position) => ({
      id: String(position + 1),
      content: context.inline(text, path),
    }));
    const right = shown.map((item, position) => `${position + 1}${item.category}`);
    const salted = { salt: context.salt };
    const names = categories.map(({ name }, place) => ({ id: letterAt(place), text: name }));
    return {
      data: {
        ...salted,
        items: items.map((item) => item.id),
        categories: names.map((name) => name.id),
        right: sealAll(salted, right),
        ...creditData(credit),
      },
      view: { items, categories: names },
      solution: right.join(''),
      optionFeedback: [],
      components: {
        interactionType: 'matching',
        source: items.map(({ id, content }) => ({ id, text: plainText(content) })),
        target: names,
      },
      faults: [
        ...countFaults(authored.length),
        ...sameTextFaults(
          authored.map((item) => item.text),
          (position) => authored[position]?.path ?? ['categories'],
          'item',
        ),
        ...sameTextFaults(
          names.map((name) => name.text),
          (position) => ['categories', position, 'name'],
          'category',
        ),
      ],
    };
  },
};

/** Nine: an item's id is one digit (SCORM 1.2 RTE 3.4.7). */
function countFaults(count: number): QuestionFault[] {
  if (count >= 3 && count <= 9) return [];
  return [
    {
      code: 'question/number-of-items',
      path: ['categories'],
      message: `The categories hold ${count} items in all; 3 to 9 are possible.`,
      hint: count < 3 ? 'add items.' : 'leave some out, or make two questions of it.',
    },
  ];
}
