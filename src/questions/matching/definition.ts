import * as z from 'zod';
import { plainText } from '../../content.js';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition } from '../definition.js';
import { orderOfItsOwn } from '../order-of-its-own.js';
import { letterAt } from '../pure-letters.js';
import { sealAll } from '../pure-seal.js';
import { sameTextFaults } from '../same-text.js';

const pair = z.strictObject({
  source: z.string().trim().min(1).describe('What is given, one line each; inline Markdown.'),
  target: z.string().trim().min(1).describe('What belongs to it; no two alike; inline Markdown.'),
});

const schema = z.object({
  pairs: z.array(pair).min(3).max(6).describe('3 to 6 pairs that belong together.'),
  credit,
});

/** Two columns that belong together. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'matching',
  summary:
    'Which belongs to which. The targets are shown with letters, in a fixed order of their own. Score: share of right lines.',
  example: `id: q-levels
type: matching
title: Levels of practice
text: Match each level with how often the behavior is seen.
objective: levels
review: three-levels
feedback:
  right: The levels differ by how often the behavior is seen, and how well.
  wrong: Look at the three steps on the page "Three levels" once more.
pairs:
  - source: Accomplished practice
    target: In all interactions
  - source: Acquiring practice
    target: In many interactions, with slips
  - source: Emerging practice
    target: Seldom
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of each right pair.',
  compile({ pairs, credit }, context) {
    const sources = pairs.map((pair, position) => ({
      id: String(position + 1),
      content: context.inline(pair.source, ['pairs', position, 'source']),
    }));
    // By the place where it is shown, not by its source's: an id says nothing of what it belongs to.
    const order = orderOfItsOwn(pairs.length, context.questionId);
    const targets = order.map((position, place) => ({
      id: letterAt(place),
      content: context.inline(pairs[position]?.target ?? '', ['pairs', position, 'target']),
    }));
    const right = sources.map(({ id }, position) => id + letterAt(order.indexOf(position)));
    const salted = { salt: context.salt };
    return {
      data: {
        ...salted,
        sources: sources.map((part) => part.id),
        targets: targets.map((part) => part.id),
        right: sealAll(salted, right),
        ...creditData(credit),
      },
      view: { sources, targets },
      solution: right.join(''),
      optionFeedback: [],
      components: {
        interactionType: 'matching',
        source: sources.map(({ id, content }) => ({ id, text: plainText(content) })),
        target: targets.map(({ id, content }) => ({ id, text: plainText(content) })),
      },
      faults: [
        ...sameTextFaults(
          pairs.map((pair) => pair.source),
          (position) => ['pairs', position, 'source'],
          'source',
        ),
        ...sameTextFaults(
          pairs.map((pair) => pair.target),
          (position) => ['pairs', position, 'target'],
          'target',
        ),
      ],
    };
  },
};
