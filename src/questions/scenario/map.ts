import type { QuestionFault } from '../definition.js';
import { sameTextFaults } from '../same-text.js';

/** A step as an author writes it, as far as ways go. */
interface AuthoredStep {
  readonly id: string;
  readonly end?: true | undefined;
  readonly decisions?: readonly { readonly text: string; readonly to: string }[] | undefined;
}

type Steps = readonly AuthoredStep[];

/** The steps, each behind all that lead to it; the first stays first. Meaningful when `mapFaults` finds nothing. */
export function orderOfSteps<Step extends AuthoredStep>(steps: readonly Step[]): Step[] {
  const done = new Set<Step>();
  const order: Step[] = [];
  const visit = (step: Step | undefined): void => {
    if (!step || done.has(step)) return;
    done.add(step);
    for (const { to } of [...(step.decisions ?? [])].reverse()) visit(steps.find((one) => one.id === to));
    order.unshift(step);
  };
  visit(steps[0]);
  return order;
}

/** What is wrong with the ways of a case: unknown steps, steps that nobody reaches, rings, the same name or text twice. */
export function mapFaults(steps: Steps): QuestionFault[] {
  const ids = steps.map((step) => step.id);
  const reached = new Set(orderOfSteps(steps));
  return [
    ...(steps[0]?.decisions ? [] : [nothingToDecide]),
    ...sameTextFaults(ids, (position) => ['steps', position, 'id'], 'step'),
    ...steps.flatMap((step, place) =>
      sameTextFaults(
        (step.decisions ?? []).map((one) => one.text),
        (position) => ['steps', place, 'decisions', position, 'text'],
        'decision',
      ),
    ),
    ...steps.flatMap((step, place) => unknownSteps(step, place, ids)),
    ...steps.flatMap(endFaults),
    ...steps.flatMap((step, place) =>
      reached.has(step)
        ? []
        : [
            {
              code: 'question/step-not-reached',
              path: ['steps', place, 'id'],
              message: `No decision leads to the step "${step.id}".`,
              hint: `write \`to: ${step.id}\` at a decision, or delete the step.`,
            },
          ],
    ),
    ...rings(steps),
  ];
}

const nothingToDecide: QuestionFault = {
  code: 'question/no-decision',
  path: ['steps', 0],
  message: 'The first step has no decisions, so the case ends before it begins.',
  hint: 'write `decisions:` with 2 to 4 ways to go on.',
};

/** A step that goes nowhere without being meant as an end, and one that is both. */
function endFaults({ id, end, decisions }: AuthoredStep, place: number): QuestionFault[] {
  if (place === 0 && !decisions) return [];
  if (!decisions && !end)
    return [
      {
        code: 'question/dead-end',
        path: ['steps', place, 'id'],
        message: `The step "${id}" has no decisions, and does not say that the case ends here.`,
        hint: 'write `decisions:` with 2 to 4 ways to go on, or `end: true`.',
      },
    ];
  if (decisions && end)
    return [
      {
        code: 'question/dead-end',
        path: ['steps', place, 'end'],
        message: `The step "${id}" is said to be an end, and has decisions that lead on.`,
        hint: 'remove `end: true`, or the decisions.',
      },
    ];
  return [];
}

function unknownSteps(step: AuthoredStep, place: number, ids: readonly string[]): QuestionFault[] {
  return (step.decisions ?? []).flatMap(({ to }, position) =>
    ids.includes(to)
      ? []
      : [
          {
            code: 'question/unknown-step',
            path: ['steps', place, 'decisions', position, 'to'],
            message: `There is no step "${to}" in this question.`,
            hint: `the steps are ${ids.map((id) => `\`${id}\``).join(', ')}.`,
          },
        ],
  );
}

/** Decisions that lead back to a step on the way to them. */
function rings(steps: Steps): QuestionFault[] {
  const order = orderOfSteps(steps);
  return steps.flatMap((step, place) =>
    (step.decisions ?? []).flatMap(({ to }, position) => {
      const target = order.findIndex((one) => one.id === to);
      if (target < 0 || target > order.indexOf(step) || !order.includes(step)) return [];
      return [
        {
          code: 'question/step-leads-back',
          path: ['steps', place, 'decisions', position, 'to'],
          message: `This decision leads back to the step "${to}", so the case might never end.`,
          hint: 'lead to a step of its own, which may tell nearly the same.',
        },
      ];
    }),
  );
}
