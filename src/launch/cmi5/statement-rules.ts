import { textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { isCmi5Defined } from '../registration-facts.js';
import { type Rule, timeOf, verbOf } from './rule.js';
import { sameAgent } from './same-agent.js';
import { templateFault } from './template-fault.js';

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Rules for every statement of a session, cmi5-defined or allowed. */
export const statementRules: readonly Rule[] = [
  {
    id: 'A2',
    requirement: '11.0.0.0-3',
    check: (_s, _session, p) =>
      p.launchDataRead && p.preferencesRead
        ? null
        : 'LMS.LaunchData and then cmi5LearnerPreferences must be read before the first statement.',
  },
  {
    id: 'A4',
    requirement: '8.1.3.0-3',
    check: (s, { actor }) => (sameAgent(s.actor, actor) ? null : 'the actor must be the one of the launch, unchanged.'),
  },
  {
    id: 'A5',
    requirement: '9.1.0.0-1',
    check: (s) => (uuidForm.test(textAt(s, 'id') ?? '') ? null : 'the AU gives each statement an id, a UUID.'),
  },
  {
    id: 'A5',
    requirement: '6.3.0.0-1',
    check: (s) => (verbOf(s) === verbs.voided.id ? 'an AU cannot void statements.' : null),
  },
  {
    id: 'A5',
    requirement: '9.7.0.0-1',
    check: (s) => (Number.isFinite(timeOf(s)) ? null : 'each statement needs a timestamp.'),
  },
  {
    id: 'A5',
    requirement: '9.7.0.0-2',
    check: (s) => {
      const timestamp = textAt(s, 'timestamp');
      return timestamp === undefined || /(Z|\+00(:?00)?)$/i.test(timestamp) ? null : 'the timestamp must be in UTC.';
    },
  },
  {
    id: 'A6',
    requirement: '9.6.1.0-1',
    check: (s, { registration }) =>
      textAt(s, 'context', 'registration') === registration ? null : `context.registration must be ${registration}.`,
  },
  { id: 'A6', requirement: '10.2.1.0-6', check: (s, session) => templateFault(s, session) },
  {
    id: 'A7',
    requirement: '9.3.0.0-4',
    check: (s, _session, p) =>
      p.initializedAt !== null || (isCmi5Defined(s) && verbOf(s) === verbs.initialized.id)
        ? null
        : 'the first statement must be Initialized.',
  },
  {
    id: 'A7',
    requirement: '7.1.3.0-1',
    check: (s, _session, p) =>
      timeOf(s) < (p.initializedAt ?? 0) ? 'no statement may be older than Initialized.' : null,
  },
];
