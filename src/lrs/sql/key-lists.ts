import { role } from '../links.js';
import type { StatementQuery } from '../store.js';
import type { Tables } from './tables.js';

/** The entries of one index that begin with these values: keys in order. */
export interface KeyRange {
  readonly table: keyof Tables;
  /** The index's columns before the key, with their values. */
  readonly begins: readonly (readonly [column: string, value: number | string])[];
}

/** Keys that meet one filter: all of its ranges together. */
export type KeyList = readonly KeyRange[];

/** A query with its values turned into the numbers of the link tables. */
export interface Numbered {
  readonly agent?: number;
  readonly activity?: number;
  readonly verb?: number;
  readonly registration?: string;
  readonly authority?: number;
}

/** Where matches are looked for: a statement's own links, or those of what it refers to. */
export type Source = 'own' | 'inherited';

/** One list a filter; a statement that matches is in all of them. Without any filter: the list of all statements. */
export function keyLists(query: StatementQuery, numbered: Numbered, source: Source): KeyList[] {
  const { registration, agent, activity, verb, authority } = numbered;
  const own = source === 'own';
  const facts = own ? 'statements' : 'inherited';
  const lists: KeyList[] = [];
  if (registration !== undefined) lists.push([{ table: facts, begins: [['registration', registration]] }]);
  if (agent !== undefined)
    lists.push(linked(own ? 'statement_agents' : 'inherited_agents', 'agent_id', agent, agentRoles(query, source)));
  if (activity !== undefined) {
    const table = own ? 'statement_activities' : 'inherited_activities';
    lists.push(linked(table, 'activity_id', activity, activityRoles(query)));
  }
  if (verb !== undefined) lists.push([{ table: facts, begins: [['verb_id', verb]] }]);
  // Whoever stored the statement itself, not what it refers to.
  if (authority !== undefined) lists.push(linked('statement_agents', 'agent_id', authority, [role.authority]));
  if (lists.length === 0) return [[{ table: 'statements', begins: [] }]];
  // A list of several ranges asks for its place once a range: the longest one first, whose place is known.
  return lists.sort((a, b) => b.length - a.length);
}

export function agentRoles(query: StatementQuery, source: Source): number[] {
  if (!query.relatedAgents) return [role.direct];
  return source === 'own' ? [role.direct, role.related, role.authority] : [role.direct, role.related];
}

export function activityRoles(query: StatementQuery): number[] {
  return query.relatedActivities ? [role.direct, role.related] : [role.direct];
}

function linked(table: keyof Tables, column: string, number: number, roles: readonly number[]): KeyList {
  return roles.map((as) => ({
    table,
    begins: [
      [column, number],
      ['role', as],
    ],
  }));
}
