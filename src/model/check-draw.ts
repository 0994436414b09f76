import { fault } from '../definition/fault.js';
import type { AuthoredQuestion, ModuleDefinition } from '../definition/module-definition.js';
import type { AuthoredAssessment } from '../definition/schemas/assessment-schema.js';
import { suggest } from '../definition/suggest.js';
import type { Diagnostic, Place } from '../diagnostics.js';
import { groupsOf, type LineGroup } from './draw-lines.js';
import { isScored } from './is-scored.js';

/** What a draw asks for is there, and no question stands in two of its lines; each objective to be mastered is asked. */
export function checkDraw(
  { places, parts, gaps }: ModuleDefinition,
  assessment: AuthoredAssessment,
  asked: readonly AuthoredQuestion[],
): Diagnostic[] {
  const objectives = (parts.objectives ?? []).map(({ id }) => id);
  if (gaps.has('objectives') || asked.some(({ whole }) => whole === null)) return [];
  const lines = assessment.draw;
  const groups = groupsOf(
    lines ?? [{ questions: asked.length }],
    objectives,
    asked.map(({ parts: { objective, difficulty } }) => ({ objective, difficulty })),
  );
  const at = (line: number) => ['assessment', 'draw', line] as const;
  const found: Diagnostic[] = [];
  for (const group of groups) {
    const { line, objective, take, from } = group;
    if (objective !== null && !objectives.includes(objective)) {
      found.push(
        fault(
          'reference/objective',
          places.value([...at(line), 'objective']),
          `There is no objective "${objective}" in module.yaml.`,
          suggest(objective, objectives, 'write the id of an objective, or `each`'),
        ),
      );
    } else if (from.length < take) {
      const difficulty = lines?.[line]?.difficulty;
      found.push(
        fault(
          'assessment/impossible-draw',
          places.value([...at(line), 'questions']),
          `This line draws ${take}, and ${count(from.length)} there${difficulty === undefined ? '' : ` with \`difficulty: ${difficulty}\``}${objective === null ? '' : ` for the objective "${objective}"`}.`,
          `write ${take - from.length} more with \`use: assessment\`, ${from.length === 0 ? 'or delete the line' : `or draw ${from.length}`}`,
        ),
      );
    }
  }
  if (found.length > 0) return found;
  if (lines !== undefined) found.push(...overlaps(groups, asked, (line) => places.value(at(line))));
  if (lines !== undefined && found.length === 0 && assessment.kind !== 'survey' && scoredAtLeast(groups, asked) === 0)
    found.push(
      fault(
        'assessment/unscored-draw',
        places.key(['assessment', 'draw']),
        'A try may draw only questions without a right answer, and then nobody can score or pass.',
        'draw more questions, or say `objective` or `difficulty` in a line so that all that it takes from have a right answer',
      ),
    );
  if (found.length === 0 && assessment.mastery !== undefined) {
    const unasked = objectives.filter((id) => scoredAtLeast(groups, asked, id) === 0);
    if (unasked.length > 0)
      found.push(
        fault(
          'assessment/mastery-unasked',
          places.key(['assessment', 'mastery']),
          `\`mastery\` asks for a share of every objective, and a try may hold no scored question of ${unasked.map((id) => `"${id}"`).join(', ')}.`,
          lines === undefined
            ? `write a question with \`use: assessment\` and \`objective: ${unasked[0] ?? ''}\``
            : 'let a line of `draw` take from each: `- questions: 1` with `objective: each`',
        ),
      );
  }
  if (lines !== undefined && found.length === 0) {
    const reached = new Set(groups.flatMap(({ from }) => from));
    for (const [position, question] of asked.entries()) {
      if (reached.has(position)) continue;
      found.push(
        fault(
          'assessment/never-drawn',
          question.places.value(['id']),
          `No line of \`draw\` takes the question "${question.id ?? ''}", so nobody is ever asked it.`,
          'add a line to `draw:` in module.yaml that takes it, or delete the question',
          'warning',
        ),
      );
    }
  }
  return found;
}

function count(questions: number): string {
  if (questions === 0) return 'no question is';
  return questions === 1 ? 'only 1 question is' : `only ${questions} questions are`;
}

/** Two lines that may draw the same question would ask it twice. */
function overlaps(
  groups: readonly LineGroup[],
  asked: readonly AuthoredQuestion[],
  placeOf: (line: number) => Place,
): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const [position, group] of groups.entries()) {
    for (const before of groups.slice(0, position)) {
      const both = group.from.find((at) => before.from.includes(at));
      if (both === undefined || found.has(group.line)) continue;
      found.set(
        group.line,
        fault(
          'assessment/draw-overlap',
          placeOf(group.line),
          `This line and line ${before.line + 1} of \`draw\` both take the question "${asked[both]?.id ?? ''}".`,
          'say `objective` and `difficulty` in both lines, so that each question belongs to one of them',
        ),
      );
    }
  }
  return [...found.values()];
}

/** How many scored questions are in every round, whatever is drawn. @param objective of this one alone; of any when left out */
function scoredAtLeast(groups: readonly LineGroup[], asked: readonly AuthoredQuestion[], objective?: string): number {
  return groups.reduce((sum, { take, from }) => {
    const others = from.filter((at) => {
      const question = asked[at];
      const isOther = objective !== undefined && question?.parts.objective !== objective;
      return question === undefined || isOther || !isScored(question);
    });
    return sum + Math.max(0, take - others.length);
  }, 0);
}
