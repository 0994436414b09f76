import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Sight, seesNames } from '../tracking/sight.js';
import type { Owner } from './owner.js';
import type { Filter } from './report.js';

/** Whose data an answer may be made from: the reader's sight and the filters that choose among people. */
export interface Limits {
  readonly sight: Sight;
  readonly filter: Pick<Filter, 'county' | 'academy' | 'role'>;
}

/** Columns by which a table tells whose row it is. */
export interface OwnerColumns {
  readonly person: string;
  readonly county: string;
  readonly academy: string;
  readonly role: string;
}

/** The columns of `standings` or `people` under an alias. */
export const ownersOf = {
  standings: (alias: string): OwnerColumns => columns(alias, 'person_id'),
  people: (alias: string): OwnerColumns => columns(alias, 'id'),
};

function columns(alias: string, person: string): OwnerColumns {
  return {
    person: `${alias}.${person}`,
    county: `${alias}.county`,
    academy: `${alias}.academy`,
    role: `${alias}.role`,
  };
}

/** The one place that turns a reader's sight and choice of people into conditions: every query of a report ends in it. */
export function within(limits: Limits, owner: OwnerColumns): RawBuilder<SqlBool> {
  const wanted = wantedOf(limits);
  const terms = (['person', 'county', 'academy', 'role'] as const).flatMap((name) =>
    wanted[name].map((value) => sql<SqlBool>`${sql.ref(owner[name])} = ${value}`),
  );
  return terms.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(${sql.join(terms, sql` and `)})`;
}

/** The same for what is held in memory. */
export function isWithin(limits: Limits): (owner: Owner) => boolean {
  const wanted = wantedOf(limits);
  return ({ person, county, academy, role }) =>
    wanted.person.every((one) => one === person) &&
    wanted.county.every((one) => one === county) &&
    wanted.academy.every((one) => one === academy) &&
    wanted.role.every((one) => one === role);
}

/** True where everybody counts. */
export function isEverybody(limits: Limits): boolean {
  return Object.values(wantedOf(limits)).every((values) => values.length === 0);
}

/** What each of them has to be; of two that differ nobody is both. */
function wantedOf({ sight, filter }: Limits) {
  const { county, academy, role } = filter;
  return {
    person: sight.kind === 'learner' ? [sight.person] : [],
    county: [...(sight.kind === 'county' ? [sight.county] : []), ...(county === undefined ? [] : [county])],
    academy: [...(sight.kind === 'academy' ? [sight.academy] : []), ...(academy === undefined ? [] : [academy])],
    role: role === undefined ? [] : [role],
  };
}

/**
 * Whether counts of few people are hidden. Who sees nobody by name never sees them; the state passes its tables on,
 * so there they are hidden until asked for; a county or an academy sees its own people by name anyhow.
 */
export function hidesSmall({
  sight,
  filter,
}: {
  readonly sight: Sight;
  readonly filter: Pick<Filter, 'small'>;
}): boolean {
  if (!seesNames(sight)) return true;
  return filter.small === undefined ? sight.kind === 'state' : filter.small === 'hide';
}
