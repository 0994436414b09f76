import { type Deviation, other, preferencesOf, send, stateOf, without } from './deviation.js';

/** Clients that leave out or change what every statement has (A4 to A6). */
export const statementDeviations: readonly Deviation[] = [
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
