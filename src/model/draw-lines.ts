import type { AuthoredAssessment } from '../definition/schemas/assessment-schema.js';
import type { DrawGroup } from '../draw.js';

export type DrawLine = NonNullable<AuthoredAssessment['draw']>[number];

/** A question as far as a line of a draw looks at it. */
export interface Drawable {
  readonly objective?: string | undefined;
  readonly difficulty?: string | undefined;
}

/** A group with the line that it comes from, and what a question must be to belong to it. */
export interface LineGroup extends DrawGroup {
  /** Position among the lines. */
  readonly line: number;
  /** Null for any. */
  readonly objective: string | null;
}

/**
 * The groups of a draw's lines: one a line, or one for each objective where it says `each`.
 * @param objectives ids in the order of module.yaml
 */
export function groupsOf(
  lines: readonly DrawLine[],
  objectives: readonly string[],
  questions: readonly Drawable[],
): LineGroup[] {
  return lines.flatMap((line, position) => {
    const wanted = line.objective === 'each' ? objectives : [line.objective ?? null];
    return wanted.map((objective) => ({
      line: position,
      objective,
      take: line.questions,
      from: questions.flatMap((question, at) =>
        (objective === null || question.objective === objective) &&
        (line.difficulty === undefined || question.difficulty === line.difficulty)
          ? [at]
          : [],
      ),
    }));
  });
}
