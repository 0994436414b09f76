import { type Au, category, type Draft, masteryExtension } from '../../server/support/au.js';

/** Steps of a client that keeps all rules, in their order. */
export const steps = [
  'token',
  'launchData',
  'preferences',
  'initialized',
  'answered',
  'passed',
  'completed',
  'bookmark',
  'terminated',
] as const;
export type Step = (typeof steps)[number];

/** A client that breaks one rule, in one way, and keeps all others. */
export interface Deviation {
  readonly rule: string;
  /** What it does. */
  readonly does: string;
  readonly wish?: { readonly mode: 'browse' | 'review' };
  /** Steps of sessions before, in the same registration. */
  readonly earlier?: readonly Step[];
  /** Its steps; the rightful ones when absent. */
  readonly takes?: readonly Step[];
  /** Bends the statement of a step. */
  readonly bend?: Partial<Record<Step, (statement: Draft) => void>>;
  /** Something more, before or after a step. */
  readonly before?: Partial<Record<Step, Extra>>;
  readonly after?: Partial<Record<Step, Extra>>;
}

/** Sends what breaks the rule. */
type Extra = (au: Au, tools: { readonly later: (milliseconds: number) => void }) => Promise<unknown>;

const other = { objectType: 'Agent', account: { homePage: 'https://example.org', name: 'other' } };
const stateOf = (au: Au, change: object = {}) => ({
  activityId: au.activityId,
  agent: JSON.stringify(au.actor),
  registration: au.registration,
  stateId: 'own',
  ...change,
});
const preferencesOf = (au: Au, change: object = {}) => ({
  agent: JSON.stringify(au.actor),
  profileId: 'cmi5LearnerPreferences',
  ...change,
});
const send =
  (verb: string, bend?: (statement: Draft) => void): Extra =>
  (au) =>
    au.send(au.statement(verb, bend));
const writesLaunchData =
  (method: string): Extra =>
  (au) =>
    au.document(
      method,
      'activities/state',
      stateOf(au, { stateId: 'LMS.LaunchData' }),
      method === 'DELETE' ? undefined : {},
    );
const without =
  (...path: readonly string[]) =>
  (statement: Draft) => {
    const inner = path.slice(0, -1).reduce((here, name) => here[name], statement);
    delete inner[path.at(-1) ?? ''];
  };
const withResult = (result: object) => (statement: Draft) => {
  statement.result = { ...statement.result, ...result };
};
const withCategories =
  (...names: readonly string[]) =>
  (statement: Draft) => {
    statement.context.contextActivities.category = names.map(category);
  };
const reads: readonly Step[] = ['token', 'launchData', 'preferences'];
const looksAround: readonly Step[] = [...reads, 'initialized', 'answered', 'terminated'];

const start: readonly Deviation[] = [
  { rule: 'A1', does: 'fetches the token again', after: { answered: (au) => au.fetchToken() } },
  { rule: 'A1', does: 'sends a statement after Terminated', after: { terminated: send('answered') } },
  { rule: 'A1', does: 'reads statements after Terminated', after: { terminated: (au) => au.get('statements', {}) } },
  {
    rule: 'A1',
    does: 'writes its state long after Terminated',
    after: {
      terminated: (au, { later }) => {
        later(3000);
        return au.document('PUT', 'activities/state', stateOf(au), { place: 9 });
      },
    },
  },
  {
    rule: 'A2',
    does: 'sends Initialized before it reads the preferences',
    before: { preferences: send('initialized') },
  },
  {
    rule: 'A2',
    does: 'reads the preferences before the launch data',
    before: { launchData: (au) => au.get('agents/profile', preferencesOf(au)) },
  },
  {
    rule: 'A2',
    does: 'deletes the preferences',
    after: { answered: (au) => au.document('DELETE', 'agents/profile', preferencesOf(au)) },
  },
  ...['PUT', 'POST', 'DELETE'].map((method) => ({
    rule: 'A3',
    does: `answers the launch data with ${method}`,
    after: { answered: writesLaunchData(method) },
  })),
  {
    rule: 'A3',
    does: 'deletes all of its state, launch data too',
    after: {
      answered: (au) => {
        const { stateId: _all, ...place } = stateOf(au);
        return au.document('DELETE', 'activities/state', place);
      },
    },
  },
];

const everyStatement: readonly Deviation[] = [
  {
    rule: 'A4',
    does: 'gives the actor a name',
    bend: {
      passed: (s) => {
        s.actor = { ...s.actor, name: 'Somebody' };
      },
    },
  },
  {
    rule: 'A4',
    does: 'speaks of another learner',
    bend: {
      answered: (s) => {
        s.actor = other;
      },
    },
  },
  {
    rule: 'A4',
    does: 'reads the state of another learner',
    before: { bookmark: (au) => au.get('activities/state', stateOf(au, { agent: JSON.stringify(other) })) },
  },
  {
    rule: 'A4',
    does: 'reads the preferences of another learner',
    after: { preferences: (au) => au.get('agents/profile', preferencesOf(au, { agent: JSON.stringify(other) })) },
  },
  { rule: 'A5', does: 'leaves the id to the record store', bend: { answered: without('id') } },
  {
    rule: 'A5',
    does: 'numbers its statements',
    bend: {
      answered: (s) => {
        s.id = '17';
      },
    },
  },
  ...['actor', 'verb', 'object', 'timestamp'].map((part) => ({
    rule: 'A5',
    does: `leaves out the ${part}`,
    bend: { answered: without(part) },
  })),
  {
    rule: 'A5',
    does: 'tells the time of its own zone',
    bend: {
      passed: (s) => {
        s.timestamp = `${new Date(Date.now() + 7_200_000).toISOString().slice(0, -1)}+02:00`;
      },
    },
  },
  {
    rule: 'A5',
    does: 'voids what it said',
    after: {
      answered: send('voided', (s) => {
        s.object = { objectType: 'StatementRef', id: s.id };
      }),
    },
  },
  { rule: 'A6', does: 'leaves out the context', bend: { answered: without('context') } },
  { rule: 'A6', does: 'leaves out the registration', bend: { passed: without('context', 'registration') } },
  {
    rule: 'A6',
    does: 'makes up a registration',
    bend: {
      answered: (s) => {
        s.context.registration = s.id;
      },
    },
  },
  {
    rule: 'A6',
    does: 'leaves out the session id',
    bend: {
      answered: (s) => {
        s.context.extensions = {};
      },
    },
  },
  {
    rule: 'A6',
    does: 'leaves out the grouping',
    bend: { completed: without('context', 'contextActivities', 'grouping') },
  },
  {
    rule: 'A6',
    does: 'puts an activity before those of the template',
    bend: {
      completed: (s) => s.context.contextActivities.grouping.unshift({ id: 'https://example.org/first' }),
    },
  },
  {
    rule: 'A6',
    does: 'keeps its state in another registration',
    before: {
      bookmark: (au) =>
        au.document(
          'PUT',
          'activities/state',
          stateOf(au, { registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001' }),
          {},
        ),
    },
  },
];

const order: readonly Deviation[] = [
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

const results: readonly Deviation[] = [
  ...(['passed', 'completed', 'terminated'] as const).map((verb) => ({
    rule: 'A10',
    does: `says ${verb} without a duration`,
    bend: { [verb]: without('result', 'duration') },
  })),
  {
    rule: 'A10',
    does: 'says failed without a duration',
    before: { passed: send('failed', without('result', 'duration')) },
  },
  { rule: 'A10', does: 'says completed with completion false', bend: { completed: withResult({ completion: false }) } },
  { rule: 'A10', does: 'says completed without completion', bend: { completed: without('result', 'completion') } },
  { rule: 'A10', does: 'says passed with success false', bend: { passed: withResult({ success: false }) } },
  { rule: 'A10', does: 'says passed without success', bend: { passed: without('result', 'success') } },
  {
    rule: 'A10',
    does: 'says failed with success true',
    before: { passed: send('failed', withResult({ success: true })) },
  },
  { rule: 'A11', does: 'says completed with success', bend: { completed: withResult({ success: true }) } },
  { rule: 'A11', does: 'says passed with completion', bend: { passed: withResult({ completion: true }) } },
  { rule: 'A11', does: 'says completed with a score', bend: { completed: withResult({ score: { scaled: 1 } }) } },
  { rule: 'A11', does: 'says terminated with success', bend: { terminated: withResult({ success: true }) } },
  { rule: 'A11', does: 'says terminated with a score', bend: { terminated: withResult({ score: { raw: 1 } }) } },
  ...(['passed', 'completed'] as const).map((verb) => ({
    rule: 'A12',
    does: `says ${verb} without the moveon category`,
    bend: { [verb]: withCategories('cmi5') },
  })),
  {
    rule: 'A12',
    does: 'says terminated with the moveon category',
    bend: { terminated: withCategories('cmi5', 'moveon') },
  },
  { rule: 'A12', does: 'answers with the moveon category', bend: { answered: withCategories('moveon') } },
  {
    rule: 'A13',
    does: 'gives a raw score without its bounds',
    bend: { passed: withResult({ score: { scaled: 0.9, raw: 9 } }) },
  },
  { rule: 'A13', does: 'passes below the mastery score', bend: { passed: withResult({ score: { scaled: 0.79 } }) } },
  { rule: 'A13', does: 'passes below zero', bend: { passed: withResult({ score: { scaled: -0.5 } }) } },
  {
    rule: 'A13',
    does: 'fails at the mastery score',
    before: { passed: send('failed', withResult({ score: { scaled: 0.8 } })) },
  },
  {
    rule: 'A13',
    does: 'gives a score without the mastery score',
    bend: { passed: without('context', 'extensions', masteryExtension) },
  },
  {
    rule: 'A13',
    does: 'states a mastery score of its own',
    bend: {
      passed: (s) => {
        s.context.extensions[masteryExtension] = 0.5;
      },
    },
  },
  ...(['browse', 'review'] as const).flatMap((mode) =>
    ['completed', 'passed', 'failed'].map((verb) => ({
      rule: 'A14',
      does: `says ${verb} in ${mode}`,
      wish: { mode },
      takes: looksAround,
      after: { answered: send(verb) },
    })),
  ),
];

/** For each rule, clients broken in just that rule. */
export const deviations: readonly Deviation[] = [...start, ...everyStatement, ...order, ...results];
