import { role } from '../links.js';
import type { Draft } from './arrival.js';
import type { LinkRow } from './dialect.js';
import type { NamesInUse } from './known-names.js';

/** Rows of links; in the place of a key they say which of the statements it is. */
export interface LinkRows {
  readonly agents: readonly LinkRow[];
  readonly activities: readonly LinkRow[];
}

/** What statements are found by, in numbers. Every name has one by now. */
export function linkRows(drafts: readonly Draft[], names: NamesInUse): LinkRows {
  const agents: LinkRow[] = [];
  const activities: LinkRow[] = [];
  const agent = (identity: string) => numberOf(names.agent(identity)?.id, identity);
  for (const [index, { links }] of drafts.entries()) {
    for (const [identity, as] of links.agents) agents.push([agent(identity), as.role, index]);
    if (links.authority !== undefined) agents.push([agent(links.authority), role.authority, index]);
    for (const [iri, as] of links.activities) activities.push([numberOf(names.activity(iri)?.id, iri), as.role, index]);
  }
  return { agents, activities };
}

/** A number that must be known by now. */
export function numberOf(found: number | undefined, value: string): number {
  if (found === undefined) throw new Error(`No number for ${value}`);
  return found;
}
