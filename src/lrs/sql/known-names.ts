import { LRUCache } from 'lru-cache';
import type { JsonObject } from '../../xapi/json.js';

export interface KnownAgent {
  readonly id: number;
  readonly names: readonly string[];
}

export interface KnownActivity {
  readonly id: number;
  readonly definition: JsonObject | null;
}

/** What one transaction knows: what was known before it, and what it learns. */
export interface NamesInUse {
  verb(iri: string): number | undefined;
  agent(identity: string): KnownAgent | undefined;
  activity(iri: string): KnownActivity | undefined;
  learnVerb(iri: string, id: number): void;
  learnAgent(identity: string, agent: KnownAgent): void;
  learnActivity(iri: string, activity: KnownActivity): void;
  /** The transaction raised the epoch itself. */
  raised(epoch: number): void;
  /** Remembers what was learned: only after the commit, since what is rolled back was never there. */
  keep(): void;
}

/** What this process remembers of verbs, agents and activities, so that the usual statement looks nothing up. */
export interface KnownNames {
  /** @param epoch of the clock row, as this transaction sees it; another one than before empties the memory */
  use(epoch: number): NamesInUse;
  /** What is remembered now, and of which epoch: for who asks the database afterwards whether that still holds. */
  asKnown(): { readonly epoch: number; readonly inUse: NamesInUse };
}

/** Some 20 MB at most: names of a hundred thousand learners, definitions of ten thousand activities. */
const mostCharacters = { verbs: 500_000, agents: 10_000_000, activities: 10_000_000 } as const;

export function knownNames(): KnownNames {
  const verbs = memory<number>(mostCharacters.verbs, () => 0);
  const agents = memory<KnownAgent>(mostCharacters.agents, ({ names }) => names.join().length);
  const activities = memory<KnownActivity>(
    mostCharacters.activities,
    ({ definition }) => JSON.stringify(definition).length,
  );
  let known = -1;
  const use = (epoch: number): NamesInUse => {
    if (epoch !== known) for (const one of [verbs, agents, activities]) one.clear();
    known = epoch;
    const fresh = {
      verbs: new Map<string, number>(),
      agents: new Map<string, KnownAgent>(),
      activities: new Map<string, KnownActivity>(),
    };
    let raisedTo = epoch;
    return {
      verb: (iri) => fresh.verbs.get(iri) ?? verbs.get(iri),
      agent: (identity) => fresh.agents.get(identity) ?? agents.get(identity),
      activity: (iri) => fresh.activities.get(iri) ?? activities.get(iri),
      learnVerb: (iri, id) => void fresh.verbs.set(iri, id),
      learnAgent: (identity, agent) => void fresh.agents.set(identity, agent),
      learnActivity: (iri, activity) => void fresh.activities.set(iri, activity),
      raised: (to) => {
        raisedTo = to;
      },
      keep() {
        for (const [iri, id] of fresh.verbs) verbs.set(iri, id);
        for (const [identity, agent] of fresh.agents) agents.set(identity, agent);
        for (const [iri, activity] of fresh.activities) activities.set(iri, activity);
        known = raisedTo;
      },
    };
  };
  return { use, asKnown: () => ({ epoch: known, inUse: use(known) }) };
}

/** Roughly what an entry takes beside its texts. */
const overhead = 100;

function memory<Value extends object | number>(maxSize: number, sizeOf: (value: Value) => number) {
  return new LRUCache<string, Value>({
    maxSize,
    sizeCalculation: (value, key) => key.length + sizeOf(value) + overhead,
  });
}
