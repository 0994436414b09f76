import { at, type JsonObject, listAt, textAt } from '../../xapi/json.js';
import { cmi5, verbs } from '../../xapi/vocabulary.js';
import { deciding, judging, type Rule, successOf, timeOf, verbOf, wordOf } from './rule.js';

const definedVerbs: ReadonlySet<string> = new Set(
  [verbs.initialized, verbs.completed, verbs.passed, verbs.failed, verbs.terminated].map((verb) => verb.id),
);
/** Verbs whose result needs a duration, by the requirement that says so. */
const timed = {
  '9.5.4.1-1': verbs.terminated.id,
  '9.5.4.1-2': verbs.completed.id,
  '9.5.4.1-3': verbs.passed.id,
  '9.5.4.1-4': verbs.failed.id,
};
/** Verbs whose result needs a success, by the requirement that says which. */
const judged = { '9.5.2.0-1': verbs.passed.id, '9.5.2.0-2': verbs.failed.id };

const isCompleted = (statement: JsonObject) => verbOf(statement) === verbs.completed.id;

/** Whether a statement has the category of those that count for moveOn (cmi5 9.6.2.2). */
export function hasMoveOn(statement: JsonObject): boolean {
  return listAt(statement, 'context', 'contextActivities', 'category').some(
    (activity) => textAt(activity, 'id') === cmi5.moveOn,
  );
}

/** When cmi5-defined statements may come (A7, A8, A14), and what they are about (A9). */
const orderRules: readonly Rule[] = [
  {
    id: 'A7',
    requirement: '9.3.0.0-2',
    check: (s, _session, p) => (p.sent.includes(verbOf(s)) ? `${wordOf(s)} was sent in this session already.` : null),
  },
  {
    id: 'A7',
    requirement: '9.3.0.0-5',
    check: (s, _session, p) =>
      verbOf(s) === verbs.terminated.id && timeOf(s) < p.lastAt ? 'Terminated must be the last statement.' : null,
  },
  {
    id: 'A8',
    requirement: '9.3.0.0-3',
    check: (s, _session, p) =>
      judging.has(verbOf(s)) && p.sent.some((verb) => judging.has(verb) && verb !== verbOf(s))
        ? 'Passed and Failed exclude each other in a session.'
        : null,
  },
  {
    id: 'A8',
    requirement: '9.3.0.0-6',
    check: (s, _session, { completed, sent }) =>
      isCompleted(s) && completed && !sent.includes(verbs.completed.id)
        ? 'Completed was sent in this registration already.'
        : null,
  },
  {
    id: 'A8',
    requirement: '9.3.0.0-7',
    check: (s, _session, { passed, sent }) =>
      verbOf(s) === verbs.passed.id && passed && !sent.includes(verbs.passed.id)
        ? 'Passed was sent in this registration already.'
        : null,
  },
  {
    id: 'A8',
    requirement: '9.3.0.0-8',
    check: (s, _session, { passed, sent }) =>
      verbOf(s) === verbs.failed.id && passed && !sent.includes(verbs.passed.id)
        ? 'Failed cannot follow Passed in a registration.'
        : null,
  },
  {
    id: 'A9',
    requirement: '9.3.0.0-1',
    check: (s) =>
      definedVerbs.has(verbOf(s)) ? null : `${verbOf(s)} is no verb of an AU's statement with the cmi5 category.`,
  },
  {
    id: 'A9',
    requirement: '8.1.5.0-6',
    check: (s, { assignment }) =>
      textAt(s, 'object', 'id') === assignment.activityId ? null : `object.id must be ${assignment.activityId}.`,
  },
  {
    id: 'A14',
    requirement: '10.2.2.0-5',
    check: (s, { launchMode }) =>
      launchMode !== 'Normal' && deciding.has(verbOf(s)) ? `${wordOf(s)} is not allowed in ${launchMode} mode.` : null,
  },
];

/** What each verb's result holds (A10), what it does not (A11), and the category that goes with it (A12). */
const resultRules: readonly Rule[] = [
  {
    id: 'A10',
    requirement: '9.5.3.0-1',
    check: (s) =>
      isCompleted(s) && at(s, 'result', 'completion') !== true ? 'Completed needs result.completion true.' : null,
  },
  ...Object.entries(judged).map(
    ([requirement, verb]): Rule => ({
      id: 'A10',
      requirement,
      check: (s) =>
        verbOf(s) === verb && at(s, 'result', 'success') !== successOf(verb)
          ? `${wordOf(s)} needs result.success ${successOf(verb)}.`
          : null,
    }),
  ),
  ...Object.entries(timed).map(
    ([requirement, verb]): Rule => ({
      id: 'A10',
      requirement,
      check: (s) =>
        verbOf(s) === verb && textAt(s, 'result', 'duration') === undefined
          ? `${wordOf(s)} needs result.duration.`
          : null,
    }),
  ),
  {
    id: 'A11',
    requirement: '9.5.3.0-2',
    check: (s) =>
      !isCompleted(s) && at(s, 'result', 'completion') !== undefined
        ? `result.completion belongs in Completed, not in ${wordOf(s)}.`
        : null,
  },
  {
    id: 'A11',
    requirement: '9.5.2.0-3',
    check: (s) =>
      !judging.has(verbOf(s)) && at(s, 'result', 'success') !== undefined
        ? `result.success belongs in Passed and Failed, not in ${wordOf(s)}.`
        : null,
  },
  {
    id: 'A11',
    requirement: '9.5.1.0-2',
    check: (s) =>
      !judging.has(verbOf(s)) && at(s, 'result', 'score') !== undefined
        ? `a score belongs in Passed and Failed, not in ${wordOf(s)}.`
        : null,
  },
  {
    id: 'A12',
    requirement: '9.6.2.2-1',
    check: (s) =>
      deciding.has(verbOf(s)) && !hasMoveOn(s) ? `${wordOf(s)} needs the moveon category beside the cmi5 one.` : null,
  },
  {
    id: 'A12',
    requirement: '9.6.2.2-2',
    check: (s) =>
      !deciding.has(verbOf(s)) && hasMoveOn(s)
        ? 'the moveon category goes with Completed, Passed and Failed only.'
        : null,
  },
];

/** Rules for statements with the category of cmi5. */
export const definedRules: readonly Rule[] = [...orderRules, ...resultRules];
