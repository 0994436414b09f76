/**
 * Whose data somebody may see. Every query of a report takes one, and limits itself in the query:
 * no page ever holds more than its reader may know.
 */
export type Sight =
  /** Everybody, by name. */
  | { readonly kind: 'state' }
  /** People of the counties that the academy serves, by name. */
  | { readonly kind: 'academy'; readonly academy: string }
  /** The county's own people, by name. */
  | { readonly kind: 'county'; readonly county: string }
  /** Counts and statistics of everybody, nobody by name. */
  | { readonly kind: 'author' }
  /** The own record. */
  | { readonly kind: 'learner'; readonly person: number };

/** Whether somebody may see people by their names at all. */
export function seesNames(sight: Sight): boolean {
  return sight.kind !== 'author';
}
