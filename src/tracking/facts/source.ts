import type { RosterStore } from '../../lrs/roster-store.js';
import type { StatementStore } from '../../lrs/store.js';
import type { UpkeepStore } from '../../lrs/upkeep-store.js';

/** The record store as facts need it. */
export type FactSource = Pick<StatementStore, 'find' | 'statement' | 'consistentThrough'> &
  Pick<UpkeepStore, 'removals'> &
  Pick<RosterStore, 'rosterEntries'>;
