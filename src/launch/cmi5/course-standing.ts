import { type JsonObject, textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { isCmi5Defined } from '../registration-facts.js';
import type { Course } from './course.js';
import { moveOnMet } from './move-on.js';

/** How far a registration has come in a course. */
export interface CourseStanding {
  /** Activity ids of the units whose moveOn is met. */
  readonly met: ReadonlySet<string>;
  /** Ids of blocks and course all of whose units' moveOn is met. */
  readonly satisfied: ReadonlySet<string>;
}

/** @param statements of the registration, in any order */
export function courseStanding({ units, groups }: Course, statements: readonly JsonObject[]): CourseStanding {
  const said = new Set(
    statements
      .filter(isCmi5Defined)
      .map((statement) => `${textAt(statement, 'verb', 'id')} ${textAt(statement, 'object', 'id')}`),
  );
  const met = new Set(
    units
      .filter(({ activityId, moveOn }) =>
        moveOnMet[moveOn]({
          completed: said.has(`${verbs.completed.id} ${activityId}`),
          passed: said.has(`${verbs.passed.id} ${activityId}`),
        }),
      )
      .map(({ activityId }) => activityId),
  );
  const satisfied = groups.filter((group) => group.units.every((unit) => met.has(unit))).map(({ id }) => id);
  return { met, satisfied: new Set(satisfied) };
}
