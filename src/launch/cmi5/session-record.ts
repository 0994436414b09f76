import type { JsonObject } from '../../xapi/json.js';
import { isCmi5Defined, type RegistrationFacts } from '../registration-facts.js';
import { type BrokenRules, withRejection } from './broken-rules.js';
import type { Course } from './course.js';
import { type CourseStanding, courseStanding } from './course-standing.js';
import { moveOnMet } from './move-on.js';
import type { Cmi5Session } from './session.js';

/** What the statements of a registration say of the course and of the conformance of its sessions. */
export interface SessionRecord {
  /** Takes more statements, of whatever session of the registration. */
  add(statements: readonly JsonObject[]): void;
  standing(): CourseStanding;
  /** Rows of the panel. */
  readonly rows: readonly { readonly label: string; value(facts: RegistrationFacts): string }[];
}

export function sessionRecord({ assignment, sessionId, lms }: Cmi5Session, course: Course): SessionRecord {
  const defined: JsonObject[] = [];
  let broken: BrokenRules = new Map();
  const standing = () => courseStanding(course, defined);
  const courseRows = [
    {
      label: 'Course',
      value: () => `${standing().met.size} of ${course.units.length} units satisfied`,
    },
    {
      label: 'Satisfied',
      value: ({ satisfied }: RegistrationFacts) =>
        course.groups
          .filter(({ id }) => satisfied.includes(id))
          .map(({ title }) => title)
          .join(', ') || 'nothing yet',
    },
  ];
  return {
    add(statements) {
      defined.push(...statements.filter(isCmi5Defined));
      broken = statements.reduce<BrokenRules>((sum, statement) => withRejection(sum, statement, lms), broken);
    },
    standing,
    rows: [
      {
        label: 'Move on',
        value: (facts) => `${assignment.moveOn}, ${moveOnMet[assignment.moveOn](facts) ? 'met' : 'not met yet'}`,
      },
      ...(course.units.length > 1 ? courseRows : []),
      { label: 'Conformance', value: () => conformance(broken.get(sessionId)) },
      { label: 'Earlier sessions', value: () => earlier(broken, sessionId) },
    ],
  };
}

function conformance(rules: ReadonlyMap<string, string> | undefined): string {
  if (rules === undefined) return 'no rule broken so far';
  return `broke ${[...rules.keys()].join(', ')}. ${[...rules.values()][0] ?? ''}`;
}

function earlier(broken: BrokenRules, sessionId: string): string {
  const rules = [...broken].filter(([id]) => id !== sessionId).map(([, found]) => [...found.keys()].join(', '));
  return rules.length === 0 ? 'no rule broken' : `broke rules in ${rules.length}: ${rules.join('; ')}`;
}
