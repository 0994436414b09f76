import type { ModuleHead } from '../definition/module-head.js';
import type { Programme } from './programme.js';

/** What requirements refer to. */
export interface RequirementGround {
  readonly modules: readonly ModuleHead[];
  /** Ids of all modules, also of those that could not be read. */
  readonly moduleIds: readonly string[];
  readonly programmes: readonly Programme[];
  readonly programmeIds: readonly string[];
  /** Ids of the roles; null where nobody could read them. */
  readonly roles: readonly string[] | null;
}
