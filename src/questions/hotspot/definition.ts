import * as z from 'zod';
import { plainText } from '../../content.js';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition, QuestionFault } from '../definition.js';
import { letterAt } from '../pure-letters.js';
import { sealAll } from '../pure-seal.js';
import { sameTextFaults } from '../same-text.js';

const text = z.string().trim().min(1);
const percent = z.number().min(0).max(100);
const spot = z.strictObject({
  name: text.describe('What the spot is, in words: who does not see the image chooses by it. Inline Markdown.'),
  x: percent.describe('Left edge, in percent of the image’s width.'),
  y: percent.describe('Upper edge, in percent of the image’s height.'),
  width: percent.min(4).describe('Width, in percent of the image’s width; at least 4.'),
  height: percent.min(4).describe('Height, in percent of the image’s height; at least 4.'),
  correct: z.boolean().default(false).describe('`true` when this spot is right.'),
  feedback: text.optional().describe('Shown to who chose this spot; inline Markdown.'),
});
type Spot = z.infer<typeof spot>;
const schema = z.object({
  image: text.describe('The image: `media/<file name>`.'),
  alt: text.max(500).describe('What the image shows, for who does not see it; it should not name the answer.'),
  spots: z.array(spot).min(2).max(8).describe('2 to 8 spots. With one right spot one is chosen, with more any number.'),
  credit,
});

/** Spots on an image. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'hotspot',
  summary:
    'Spots on an image, chosen there or from a list of their names below it, by mouse, keyboard or screen reader. Score: as in multiple-choice.',
  example: `id: q-stairs
type: hotspot
title: Where practice is seldom seen
text: On which step is the behavior seldom seen?
objective: levels
review: three-levels
feedback:
  right: The lowest step stands for practice that is seldom seen.
  wrong: The steps rise with how often the behavior is seen.
image: media/levels.svg
alt: Three steps that rise from left to right
spots:
  - name: The lowest step, at the left
    x: 0
    y: 60
    width: 33
    height: 40
    correct: true
  - name: The step in the middle
    x: 34
    y: 40
    width: 32
    height: 60
  - name: The highest step, at the right
    x: 67
    y: 10
    width: 33
    height: 90
    feedback: The highest step is practice in all interactions.
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of each right spot.',
  compile({ image, alt, spots, credit }, context) {
    const parts = spots.map(({ name, x, y, width, height }, position) => {
      const content = context.inline(name, ['spots', position, 'name']);
      return { id: letterAt(position), content, x, y, width, height, middle: x + width / 2, center: y + height / 2 };
    });
    const salted = { salt: context.salt };
    const right = spots.flatMap((one, position) => (one.correct ? [letterAt(position)] : []));
    const one = right.length === 1;
    return {
      data: {
        ...salted,
        spots: parts.map((part) => part.id),
        right: sealAll(salted, right),
        one,
        ...creditData(credit),
      },
      view: { image: context.image(image, ['image']), alt, one, spots: parts },
      solution: right.join(''),
      optionFeedback: spots.flatMap(({ feedback }, position) =>
        feedback === undefined
          ? []
          : [{ key: letterAt(position), content: context.inline(feedback, ['spots', position, 'feedback']) }],
      ),
      components: {
        interactionType: 'choice',
        choices: parts.map(({ id, content }) => ({ id, text: plainText(content) })),
      },
      faults: [
        ...(right.length > 0 ? [] : [noRightSpot]),
        ...spots.flatMap(placeFaults),
        ...sameTextFaults(
          spots.map((part) => part.name),
          (position) => ['spots', position, 'name'],
          'spot',
        ),
      ],
    };
  },
};

const noRightSpot: QuestionFault = {
  code: 'question/no-correct-option',
  path: ['spots'],
  message: 'No spot is marked as correct.',
  hint: 'add `correct: true` to the spot that is right.',
};

/** A spot outside the image, or upon an earlier one. */
function placeFaults(spot: Spot, position: number, all: readonly Spot[]): QuestionFault[] {
  const found: QuestionFault[] = [];
  for (const [start, size] of [
    ['x', 'width'],
    ['y', 'height'],
  ] as const) {
    if (spot[start] + spot[size] <= 100) continue;
    found.push({
      code: 'question/spot-outside',
      path: ['spots', position, size],
      message: `Spot ${position + 1} ends at ${spot[start] + spot[size]} percent, outside the image.`,
      hint: `write \`${size}: ${100 - spot[start]}\` or less.`,
    });
  }
  const below = all.slice(0, position).findIndex((other) => overlap(spot, other));
  if (below >= 0)
    found.push({
      code: 'question/spots-overlap',
      path: ['spots', position, 'x'],
      message: `Spot ${position + 1} lies upon spot ${below + 1}, so a click there would mean both.`,
      hint: 'make one of the two smaller, or move it.',
    });
  return found;
}

function overlap(a: Spot, b: Spot): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
