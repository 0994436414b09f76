import type { AuthoredQuestion } from '../definition/module-definition.js';

/** An option as an author wrote it. */
export interface WrittenOption {
  readonly text: string;
  readonly correct: boolean;
}

/** The options of a question of any type that has some; none for the others. */
export function optionsOf({ body }: AuthoredQuestion): readonly WrittenOption[] {
  const listed = body?.fields.options;
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'text' in one && typeof one.text === 'string'
      ? [{ text: one.text.trim(), correct: 'correct' in one && one.correct === true }]
      : [],
  );
}
