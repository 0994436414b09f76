import { type Au, category, type Draft } from '../../server/support/au.js';

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
export type Extra = (au: Au, tools: { readonly later: (milliseconds: number) => void }) => Promise<unknown>;

export const other = { objectType: 'Agent', account: { homePage: 'https://example.org', name: 'other' } };
export const stateOf = (au: Au, change: object = {}) => ({
  activityId: au.activityId,
  agent: JSON.stringify(au.actor),
  registration: au.registration,
  stateId: 'own',
  ...change,
});
export const preferencesOf = (au: Au, change: object = {}) => ({
  agent: JSON.stringify(au.actor),
  profileId: 'cmi5LearnerPreferences',
  ...change,
});
export const send =
  (verb: string, bend?: (statement: Draft) => void): Extra =>
  (au) =>
    au.send(au.statement(verb, bend));
export const without =
  (...path: readonly string[]) =>
  (statement: Draft) => {
    const inner = path.slice(0, -1).reduce((here, name) => here[name], statement);
    delete inner[path.at(-1) ?? ''];
  };
export const withResult = (result: object) => (statement: Draft) => {
  statement.result = { ...statement.result, ...result };
};
export const withCategories =
  (...names: readonly string[]) =>
  (statement: Draft) => {
    statement.context.contextActivities.category = names.map(category);
  };
export const reads: readonly Step[] = ['token', 'launchData', 'preferences'];
export const looksAround: readonly Step[] = [...reads, 'initialized', 'answered', 'terminated'];
