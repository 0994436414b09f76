import type { Breach } from '../../lrs/session-rules.js';
import type { RuleName } from './rule.js';

/** A rule that was broken, and by what. */
export interface Fault {
  readonly rule: RuleName;
  /** A sentence: what is wrong, or what must be. */
  readonly says: string;
}

/** The refusal of a request: each broken rule by its id, with cmi5's section and the id of the requirement. */
export function breachOf(faults: readonly Fault[]): Breach {
  const sentences = faults.map(
    ({ rule, says }) => `${rule.id}: ${says} (cmi5 ${sectionOf(rule)}, requirement ${rule.requirement})`,
  );
  return { status: 403, reason: sentences.join(' '), broke: [...new Set(faults.map(({ rule }) => rule.id))] };
}

/** `9.3.0.0-4` stands in section 9.3, `11.0.0.0-3` in 11.0. */
function sectionOf({ requirement }: RuleName): string {
  return requirement.replace(/-.*$/, '').replace(/^(\d+\.\d+(?:\.\d+)*?)(?:\.0)*$/, '$1');
}
