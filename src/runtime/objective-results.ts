import type { ObjectiveResult } from '../scorm/objective-elements.js';
import type { AttemptState, Rules } from './attempt.js';

/** Tells of objectives. */
export type ObjectiveResults = typeof objectiveResults;

/** What the counted round showed of each objective that it asked about; nothing where nothing is passed or failed. */
export function objectiveResults({ course, passingScore }: Rules, { byObjective }: AttemptState): ObjectiveResult[] {
  const { assessment, objectives } = course;
  if (!assessment || assessment.kind) return [];
  const needed = (assessment.mastery ?? passingScore) * 100 - 1e-7;
  return objectives.flatMap(({ id }, at) => {
    const percent = byObjective[at] ?? -1;
    return percent < 0 ? [] : [{ id, percent, isMastered: percent >= needed }];
  });
}
