import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from './dialect.js';
import type { KeyList, KeyRange } from './key-lists.js';

/** Which keys, in which order: those between `above` and `below`, both exclusive. */
export interface Span {
  readonly above: number;
  readonly below: number;
  readonly ascending: boolean;
}

/**
 * A common table expression `name (first, last)` with the keys that are in all lists, in order: the rows in which
 * `first` equals `last` and lies within the span.
 *
 * It goes through the lists like a zip: from the place reached, the next key of the first list, from there the next of
 * the second, and so on. When the last list gives back the first one's key, all have it; else the search goes on at the
 * key that the last list gave. Each step is a few descents into indexes, and the list with the widest gaps sets the pace:
 * neither database has to guess which filter is narrow.
 */
export function commonKeys(dialect: Dialect, name: string, lists: readonly KeyList[], span: Span): RawBuilder<unknown> {
  const { ascending } = span;
  const way = { dialect, ascending };
  const start = ascending ? span.above + 1 : span.below - 1;
  const past = ascending ? sql`z.last + 1` : sql`z.last - 1`;
  const [leader = [], ...others] = lists;
  const first = next(leader, way, sql`case when z.first = z.last then ${past} else z.last end`);
  const last = others.reduce((place, list) => next(list, way, place), first);
  return sql`${sql.ref(name)} (first, last) as (
    select cast(-1 as bigint), cast(${start} as bigint)
    union all
    select ${first}, ${last} from ${sql.ref(name)} as z where ${within(sql`z.last`, span)})`;
}

interface Way {
  readonly dialect: Dialect;
  readonly ascending: boolean;
}

/** True for a key before the far end of the span: the near end is where the search begins. */
export function within(key: RawBuilder<unknown>, { above, below, ascending }: Span): RawBuilder<unknown> {
  return ascending ? sql`${key} < ${below}` : sql`${key} > ${above}`;
}

/** The first key of a list at or behind a place; null when there is none. */
function next(list: KeyList, way: Way, place: RawBuilder<unknown>): RawBuilder<unknown> {
  const [only, ...more] = list.map((range) => nextInRange(range, way, place));
  if (only === undefined || more.length === 0) return only ?? sql`null`;
  const each = [only, ...more].map((key) => sql`select ${key} as key`);
  const nearest = sql.raw(way.ascending ? 'min' : 'max');
  return sql`(select ${nearest}(r.key) from (${sql.join(each, sql` union all `)}) as r)`;
}

function nextInRange(
  { table, begins }: KeyRange,
  { dialect, ascending }: Way,
  place: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const named = begins.map(([column, value]) => [`i.${column}`, value] as const);
  const direction = sql.raw(ascending ? 'asc' : 'desc');
  const conditions = [
    dialect.atOrBehind(named, 'i.key', place, ascending),
    // The index of registrations has only statements with one.
    ...begins.flatMap(([column]) => (column === 'registration' ? [sql`i.registration is not null`] : [])),
  ];
  const same = named.map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const key = same.length === 0 ? sql`i.key` : sql`case when ${sql.join(same, sql` and `)} then i.key end`;
  const order = [...named.map(([column]) => column), 'i.key'].map((column) => sql`${sql.ref(column)} ${direction}`);
  return sql`(select ${key} from ${sql.table(table)} as i where ${sql.join(conditions, sql` and `)} order by ${sql.join(order)} limit 1)`;
}
