import { type Deviation, type Extra, preferencesOf, send, stateOf } from './deviation.js';

const writesLaunchData =
  (method: string): Extra =>
  (au) =>
    au.document(
      method,
      'activities/state',
      stateOf(au, { stateId: 'LMS.LaunchData' }),
      method === 'DELETE' ? undefined : {},
    );
/** Clients that begin or end wrongly (A1 to A3). */
export const startDeviations: readonly Deviation[] = [
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
