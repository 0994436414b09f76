import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../src/xapi/json.js';
import { type StatementBuilders, statementBuilders } from '../../src/xapi/statements.js';
import { cmi5 } from '../../src/xapi/vocabulary.js';

export const iriBase = 'https://example.org/cpm/';
export const start = Date.UTC(2026, 2, 14, 9, 0);

export const actorOf = (name: string) => ({ objectType: 'Agent', account: { homePage: 'https://lms.example/', name } });

export interface Play {
  readonly build: StatementBuilders;
  readonly registration: string;
  /** Moment of a statement, minutes after the start. */
  at(minutes: number): { id: string; at: number };
}

/** One session of a learner in a module, as the package of a target reports it. */
export function play(
  learner: string,
  module: string,
  target: string,
  options: { registration?: string; version?: string; activityId?: string } = {},
): Play {
  const iri = `${iriBase}modules/${module}`;
  const registration = options.registration ?? randomUUID();
  return {
    registration,
    build: statementBuilders({
      course: { iri, iriBase, title: module, version: options.version ?? '1.0.0', language: 'en-US' },
      activityId: options.activityId ?? iri,
      actor: actorOf(learner),
      registration,
      session: randomUUID(),
      target,
    }),
    at: (minutes) => ({ id: randomUUID(), at: start + minutes * 60_000 }),
  };
}

/** A whole run: fails once, passes, completes, closes; 20 minutes. */
export function wholeRun({ build, at }: Play, begin = 0): JsonObject[] {
  const assessment = { iri: `${iriBase}modules/x/assessment`, title: 'Assessment' };
  return [
    build.initialized(at(begin)),
    build.experienced(at(begin + 1), { iri: `${iriBase}modules/x/pages/a`, title: 'A' }),
    build.attempted(at(begin + 10), assessment, { score: 0.5, try: 1, durationSeconds: 600 }),
    build.passed(at(begin + 19), { score: 0.875, try: 2, durationSeconds: 1140 }),
    build.completed(at(begin + 19), 1140),
    build.terminated(at(begin + 20), 1200),
  ];
}

/** The same as a cmi5 door dresses it: the LMS's session id and the publisher's id in grouping, before ours. */
export function dressed(statement: JsonObject, session: string, publisherId: string): JsonObject {
  const copy = JSON.parse(JSON.stringify(statement));
  copy.context.extensions[cmi5.sessionId] = session;
  copy.context.contextActivities.grouping.unshift({ id: publisherId });
  return copy;
}
