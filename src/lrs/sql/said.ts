import type { JsonObject } from '../../xapi/json.js';
import { mergedDefinition } from '../merged-definition.js';
import type { Draft } from './arrival.js';
import { noveltyOf } from './novelty.js';

/** What statements say about verbs, agents and activities. */
export interface Said {
  readonly verbs: ReadonlySet<string>;
  /** Identity to the names it came with. */
  readonly agents: ReadonlyMap<string, ReadonlySet<string>>;
  /** Activity id to its definition as sent, or null when nothing (or nothing of weight) was said. */
  readonly activities: ReadonlyMap<string, JsonObject | null>;
}

/** What arrivals say, all together. */
export function saidIn(arrivals: readonly Draft[]): Said {
  const verbs = new Set<string>();
  const agents = new Map<string, Set<string>>();
  const activities = new Map<string, JsonObject | null>();
  const agent = (identity: string) => {
    const names = agents.get(identity) ?? new Set<string>();
    agents.set(identity, names);
    return names;
  };
  for (const { links, define } of arrivals) {
    verbs.add(links.verb);
    for (const [identity, { name }] of links.agents) {
      const names = agent(identity);
      if (name !== undefined) names.add(name);
    }
    if (links.authority !== undefined) agent(links.authority);
    for (const [iri, { definition }] of links.activities) {
      const before = activities.get(iri) ?? null;
      activities.set(iri, define && definition !== undefined ? joined(before, definition) : before);
    }
  }
  return { verbs, agents, activities };
}

function joined(before: JsonObject | null, definition: JsonObject): JsonObject {
  if (before === null) return definition;
  return noveltyOf(before, definition) === 'none' ? before : mergedDefinition(before, definition);
}
