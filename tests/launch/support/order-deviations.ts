import { type Deviation, looksAround, reads, send, stateOf, withCategories } from './deviation.js';

/** Clients that say something when or of what they must not (A7 to A9). */
export const orderDeviations: readonly Deviation[] = [
  { rule: 'A7', does: 'says something before Initialized', before: { initialized: send('answered') } },
  {
    rule: 'A7',
    does: 'begins with another statement of cmi5',
    before: { initialized: send('completed') },
  },
  ...(['initialized', 'passed', 'completed'] as const).map((verb) => ({
    rule: 'A7',
    does: `says ${verb} twice`,
    after: { [verb]: send(verb) },
  })),
  {
    rule: 'A7',
    does: 'says failed twice',
    after: { answered: send('failed'), completed: send('failed') },
    takes: [...reads, 'initialized', 'answered', 'completed', 'terminated'],
  },
  {
    rule: 'A7',
    does: 'says something older than Initialized',
    bend: {
      answered: (s) => {
        s.timestamp = '2020-01-01T00:00:00Z';
      },
    },
  },
  {
    rule: 'A7',
    does: 'says something behind Terminated in one request',
    before: { terminated: (au) => au.send(au.statement('terminated'), au.statement('answered')) },
  },
  {
    rule: 'A7',
    does: 'dates Terminated before what it said last',
    before: {
      terminated: send('terminated', (s) => {
        s.timestamp = new Date(Date.now() - 60_000).toISOString();
      }),
    },
  },
  { rule: 'A8', does: 'says Failed after Passed', after: { passed: send('failed') } },
  {
    rule: 'A8',
    does: 'says Passed after Failed',
    after: { answered: send('failed') },
  },
  ...(['completed', 'passed'] as const).map((verb) => ({
    rule: 'A8',
    does: `says ${verb} again in a later session`,
    earlier: [...reads, 'initialized' as const, verb, 'terminated' as const],
    takes: [...reads, 'initialized' as const, verb, 'terminated' as const],
  })),
  {
    rule: 'A8',
    does: 'says Failed in a session after the one that passed',
    earlier: [...reads, 'initialized', 'passed', 'terminated'],
    takes: looksAround,
    after: { answered: send('failed') },
  },
  {
    rule: 'A9',
    does: 'speaks of the publisher\u2019s id',
    bend: {
      completed: (s) => {
        s.object.id = s.context.contextActivities.grouping[0].id;
      },
    },
  },
  {
    rule: 'A9',
    does: 'gives the category of cmi5 to a verb that is not cmi5\u2019s',
    bend: { answered: withCategories('cmi5') },
  },
  {
    rule: 'A9',
    does: 'keeps its state at another activity',
    before: {
      bookmark: (au) =>
        au.document('PUT', 'activities/state', stateOf(au, { activityId: 'https://example.org/other' }), {}),
    },
  },
];
