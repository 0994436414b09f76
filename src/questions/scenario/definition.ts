import * as z from 'zod';
import { plainText } from '../../content.js';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition } from '../definition.js';
import { letterAt } from '../pure-letters.js';
import { seal } from '../pure-seal.js';
import { earning, mostPoints, type ScenarioData, stepId } from './behaviour.js';
import { bestPath } from './best-path.js';
import { mapFaults, orderOfSteps } from './map.js';

const text = z.string().trim().min(1);
const decision = z.strictObject({
  text: text.describe('What the learner may decide; inline Markdown.'),
  outcome: text.describe('What comes of it, told before the next step; inline Markdown.'),
  points: z.number().int().min(0).max(mostPoints).default(0).describe('What it earns: 0 to 10.'),
  to: text.meta({ translate: false }).describe('`id` of the step that follows.'),
});
const step = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(40)
    .describe('Name of the step, for `to`: lower-case letters, digits and hyphens.'),
  story: text.max(2000).describe('What happens here; an invented case. Inline Markdown.'),
  decisions: z
    .array(decision)
    .min(2)
    .max(4)
    .optional()
    .describe('2 to 4 ways to go on. Every step has them, but for the ends of the case.'),
  end: z.literal(true).optional().describe('`true` where the case ends: then without decisions.'),
});
const schema = z.object({
  steps: z.array(step).min(2).max(20).describe('2 to 20 steps. The case begins with the first; no way leads back.'),
  credit,
});

/** A case that unfolds through decisions. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'scenario',
  summary:
    'A case that unfolds: each decision has a consequence and leads to a step of its own, and none can be taken back. Score: points of the path over those of the best one.',
  example: `id: q-door
type: scenario
title: At the door
text: What do you do?
objective: clear-words
review: clear-to-the-listener
feedback:
  right: You made sure that the mother herself could say what she wants.
  wrong: Look at who could speak, and who could not, on your way.
steps:
  - id: door
    story: A mother opens the door. Her daughter, who is twelve, offers to translate. Your interpreter can call in ten minutes.
    decisions:
      - text: Start with the easy questions while the daughter translates.
        outcome: The daughter softens what she hears. Her mother looks at her, not at you.
        to: table
      - text: Thank the daughter, and ask her mother whether waiting is fine.
        outcome: The mother nods. She puts tea on the table while you wait.
        points: 2
        to: table
  - id: table
    story: The interpreter is on the line. The mother asks what the meeting on Friday is for.
    decisions:
      - text: Say that it is a CFT, and that it is required.
        outcome: The interpreter asks you what a CFT is.
        to: end
      - text: Say who comes, when, and that you plan the visits together.
        outcome: The mother asks whether her sister may come.
        points: 1
        to: end
  - id: end
    story: You leave with a date. What the mother says about the visit depends on what she understood.
    end: true
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of what each decision earns, and the points of the best path.',
  compile({ steps: authored, credit }, context) {
    // Every way leads to a later step: behaviours walk without looking for rings.
    const order = orderOfSteps(authored);
    const position = (id: string): number => order.findIndex((one) => one.id === id);
    const faults = mapFaults(authored);
    const ways = order.map((one) =>
      (one.decisions ?? []).map(({ points, to }) => ({ points, next: Math.max(0, position(to)) })),
    );
    const { salt } = context;
    const best = faults.length > 0 ? { points: 0, path: '' } : bestPath(ways);
    const data: ScenarioData = {
      salt,
      steps: ways.map((decisions, at) =>
        decisions.map(({ points, next }, place) => ({
          earns: seal({ salt }, earning([stepId(at), letterAt(place)], points)),
          next,
        })),
      ),
      best: best.points,
      ...creditData(credit),
    };
    const steps = order.map((one, at) => {
      const path = ['steps', authored.indexOf(one)] as const;
      return {
        id: stepId(at),
        content: context.inline(one.story, [...path, 'story']),
        decisions: (one.decisions ?? []).map(({ text: words, outcome, to }, place) => ({
          id: letterAt(place),
          next: stepId(Math.max(0, position(to))),
          content: context.inline(words, [...path, 'decisions', place, 'text']),
          outcome: { content: context.inline(outcome, [...path, 'decisions', place, 'outcome']) },
        })),
      };
    });
    return {
      data,
      view: { steps },
      solution: best.path,
      optionFeedback: [],
      components: {
        interactionType: 'performance',
        steps: steps.map(({ id, content }) => ({ id, text: plainText(content) })),
      },
      faults,
    };
  },
};
