import type { Scope } from './access.js';

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
};

/** True for the name of a scope. */
export function isScope(value: unknown): value is Scope {
  return typeof value === 'string' && Object.hasOwn(scopes, value);
}
