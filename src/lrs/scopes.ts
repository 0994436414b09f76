import { identityOf } from '../xapi/identity.js';
import type { Principal, Scope } from './access.js';

/** Every scope with what it lets one do. */
export const scopes: Readonly<Record<Scope, string>> = {
  all: 'everything',
  'all/read': 'read everything',
  'statements/write': 'send statements',
  'statements/read': 'read all statements',
  'statements/read/mine': 'read the statements sent with this credential',
  state: 'read and write state documents',
  profile: 'read and write agent and activity profiles',
  define: 'change what the store knows of activities by sending definitions',
  roster: 'read which learner of which LMS an opaque account stands for (apart: "all" does not hold it)',
};

/** Whether granted scopes hold at least one of those that would do. Who people are is apart from all statements. */
export function isGranted(granted: readonly Scope[], anyOf: readonly Scope[]): boolean {
  return granted.some((scope) => anyOf.includes(scope) || (scope === 'all' && anyOf.some((one) => one !== 'roster')));
}

/** True for the name of a scope. */
export function isScope(value: unknown): value is Scope {
  return typeof value === 'string' && Object.hasOwn(scopes, value);
}

/** Identity of the authority whose statements alone this principal may read, or undefined when it may read all. */
export function onlyMine({ scopes: granted, authority }: Principal): string | undefined {
  return isGranted(granted, ['all/read', 'statements/read']) ? undefined : identityOf(authority);
}
