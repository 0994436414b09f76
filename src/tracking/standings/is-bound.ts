import type { Day } from '../../days.js';
import type { Requirement } from '../curriculum.js';

/** Whom a requirement may bind. */
export interface Bindable {
  readonly role: string | null;
  readonly hired: Day | null;
}

/**
 * Whether a requirement is somebody's: by role, and by cohort. Who has no known day of hire is taken for one of the
 * newest: of the cohorts without an end.
 */
export function isBound({ roles, hired }: Pick<Requirement, 'roles' | 'hired'>, person: Bindable): boolean {
  if (roles.length > 0 && (person.role === null || !roles.includes(person.role))) return false;
  if (hired === null) return true;
  if (person.hired === null) return hired.until === null;
  return person.hired >= (hired.from ?? person.hired) && person.hired <= (hired.until ?? person.hired);
}
