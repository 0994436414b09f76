import { isDeepStrictEqual } from 'node:util';
import { at, isObject, type JsonObject, listAt, textAt } from '../../xapi/json.js';
import { cmi5, verbs } from '../../xapi/vocabulary.js';
import { isCmi5Defined } from '../registration-facts.js';
import type { Progress } from './progress.js';
import { judging, type Rule, successOf, verbOf } from './rule.js';
import { scoreRules } from './score-rules.js';
import { type Cmi5Session, contextTemplate } from './session.js';

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const definedVerbs: ReadonlySet<string> = new Set(
  [verbs.initialized, verbs.completed, verbs.passed, verbs.failed, verbs.terminated].map((verb) => verb.id),
);
const deciding: ReadonlySet<string> = new Set([verbs.completed.id, verbs.passed.id, verbs.failed.id]);
const timed: ReadonlySet<string> = new Set([...deciding, verbs.terminated.id]);

const timeOf = (statement: JsonObject) => Date.parse(textAt(statement, 'timestamp') ?? '');
const hasMoveOn = (statement: JsonObject) =>
  listAt(statement, 'context', 'contextActivities', 'category').some(
    (activity) => textAt(activity, 'id') === cmi5.moveOn,
  );

/** Rules for every statement of a session, cmi5-defined or allowed. */
const always: readonly Rule[] = [
  {
    section: '9.1',
    check: (s) => (uuidForm.test(textAt(s, 'id') ?? '') ? null : 'the AU gives each statement an id, a UUID.'),
  },
  {
    section: '9.2',
    check: (s, { actor }) => (sameAgent(s.actor, actor) ? null : 'the actor must be the one of the launch, unchanged.'),
  },
  { section: '6.3', check: (s) => (verbOf(s) === verbs.voided.id ? 'an AU cannot void statements.' : null) },
  {
    section: '9.7',
    check: (s) =>
      /(Z|\+00:?00)$/i.test(textAt(s, 'timestamp') ?? '') && Number.isFinite(timeOf(s))
        ? null
        : 'a timestamp in UTC is needed.',
  },
  {
    section: '9.6.1',
    check: (s, { registration }) =>
      textAt(s, 'context', 'registration') === registration ? null : `context.registration must be ${registration}.`,
  },
  {
    section: '9.6.3.1',
    check: (s, { sessionId }) =>
      textAt(at(s, 'context', 'extensions'), cmi5.sessionId) === sessionId
        ? null
        : `the session id extension must be ${sessionId}.`,
  },
  { section: '10.2.1', check: (s, session) => templateFault(s, session) },
  {
    section: '11.0',
    check: (_s, _session, p) =>
      p.launchDataRead && p.preferencesRead
        ? null
        : 'LMS.LaunchData and then cmi5LearnerPreferences must be read before the first statement.',
  },
  {
    section: '9.3.2',
    check: (s, _session, p) =>
      p.initializedAt !== null || (isCmi5Defined(s) && verbOf(s) === verbs.initialized.id)
        ? null
        : 'the first statement must be Initialized.',
  },
  {
    section: '9.3',
    check: (s, _session, p) =>
      timeOf(s) < (p.initializedAt ?? 0) ? 'no statement may be older than Initialized.' : null,
  },
];

/** Rules for cmi5-defined statements. */
const defined: readonly Rule[] = [
  {
    section: '9.3',
    check: (s) => (definedVerbs.has(verbOf(s)) ? null : `${verbOf(s)} is no verb of an AU's cmi5-defined statement.`),
  },
  {
    section: '9.4',
    check: (s, { assignment }) =>
      textAt(s, 'object', 'id') === assignment.activityId ? null : `object.id must be ${assignment.activityId}.`,
  },
  {
    section: '9.3',
    check: (s, _session, p) => (p.sent.includes(verbOf(s)) ? `${wordOf(s)} was sent in this session already.` : null),
  },
  {
    section: '9.3',
    check: (s, _session, p) =>
      judging.has(verbOf(s)) && [...judging].some((verb) => p.sent.includes(verb))
        ? 'Passed and Failed exclude each other in a session.'
        : null,
  },
  {
    section: '9.3.3',
    check: (s, _session, p) =>
      p.completed && verbOf(s) === verbs.completed.id ? 'Completed was sent in this registration already.' : null,
  },
  {
    section: '9.3.4',
    check: (s, _session, p) =>
      p.passed && verbOf(s) === verbs.passed.id ? 'Passed was sent in this registration already.' : null,
  },
  {
    section: '9.3',
    check: (s, _session, p) =>
      p.passed && verbOf(s) === verbs.failed.id ? 'Failed cannot follow Passed in a registration.' : null,
  },
  {
    section: '9.3.8',
    check: (s, _session, p) =>
      verbOf(s) === verbs.terminated.id && timeOf(s) < p.lastAt ? 'Terminated must be the last statement.' : null,
  },
  {
    section: '10.2.2',
    check: (s, { launchMode }) =>
      launchMode !== 'Normal' && deciding.has(verbOf(s)) ? `${wordOf(s)} is not allowed in ${launchMode} mode.` : null,
  },
  {
    section: '9.5.4.1',
    check: (s) =>
      timed.has(verbOf(s)) && textAt(s, 'result', 'duration') === undefined
        ? `${wordOf(s)} needs result.duration.`
        : null,
  },
  {
    section: '9.5.3',
    check: (s) =>
      at(s, 'result', 'completion') === (verbOf(s) === verbs.completed.id ? true : undefined)
        ? null
        : 'result.completion is true in Completed and absent elsewhere.',
  },
  {
    section: '9.5.2',
    check: (s) =>
      at(s, 'result', 'success') === successOf(verbOf(s))
        ? null
        : 'result.success is true in Passed, false in Failed and absent elsewhere.',
  },
  ...scoreRules,
  {
    section: '9.6.2.2',
    check: (s) =>
      hasMoveOn(s) === (at(s, 'result', 'success') !== undefined || at(s, 'result', 'completion') !== undefined)
        ? null
        : 'the moveon category goes with result.success or result.completion, and only with them.',
  },
];

const allowed: readonly Rule[] = [
  {
    section: '9.6.2.2',
    check: (s) => (hasMoveOn(s) ? 'only cmi5-defined statements may have the moveon category.' : null),
  },
];

/**
 * Judges one statement of an AU (rules A2 to A14 of the standards).
 * @returns why it is refused, beginning with cmi5's section; or the session's progress after it
 */
export function judgeStatement(
  statement: JsonObject,
  session: Cmi5Session,
  progress: Progress,
): Progress | { readonly reason: string } {
  const isDefined = isCmi5Defined(statement);
  for (const rule of [...always, ...(isDefined ? defined : allowed)]) {
    const fault = rule.check(statement, session, progress);
    if (fault !== null) return { reason: `cmi5 ${rule.section}: ${fault}` };
  }
  const verb = verbOf(statement);
  const lastAt = Math.max(progress.lastAt, timeOf(statement));
  if (!isDefined) return { ...progress, lastAt };
  return {
    ...progress,
    lastAt,
    initializedAt: progress.initializedAt ?? timeOf(statement),
    terminated: progress.terminated || verb === verbs.terminated.id,
    sent: [...progress.sent, verb],
    completed: progress.completed || verb === verbs.completed.id,
    passed: progress.passed || verb === verbs.passed.id,
  };
}

/** True when both are the same agent, property by property; `objectType` may be left out (xAPI 4.1.2.1). */
export function sameAgent(agent: unknown, expected: JsonObject): boolean {
  return isObject(agent) && isDeepStrictEqual({ objectType: 'Agent', ...agent }, { objectType: 'Agent', ...expected });
}

function templateFault(statement: JsonObject, session: Cmi5Session): string | null {
  const template = contextTemplate(session);
  const lists = at(template, 'contextActivities');
  for (const kind of Object.keys(isObject(lists) ? lists : {})) {
    const given = listAt(statement, 'context', 'contextActivities', kind);
    for (const [index, activity] of listAt(lists, kind).entries()) {
      if (textAt(given[index], 'id') !== textAt(activity, 'id'))
        return `context.contextActivities.${kind}[${index}] must be the template's.`;
    }
  }
  return null;
}

function wordOf(statement: JsonObject): string {
  const word = verbOf(statement).split('/').at(-1) ?? '';
  return word.charAt(0).toUpperCase() + word.slice(1);
}
