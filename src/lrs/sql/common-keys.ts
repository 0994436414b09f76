import { type RawBuilder, sql } from 'kysely';
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
export function commonKeys(name: string, lists: readonly KeyList[], span: Span): RawBuilder<unknown> {
  const { ascending } = span;
  const start = ascending ? span.above + 1 : span.below - 1;
  const past = ascending ? sql`z.last + 1` : sql`z.last - 1`;
  const [leader = [], ...others] = lists;
  const first = next(leader, ascending, sql`case when z.first = z.last then ${past} else z.last end`);
  const last = others.reduce((place, list) => next(list, ascending, place), first);
  return sql`${sql.ref(name)} (first, last) as (
    select cast(-1 as bigint), cast(${start} as bigint)
    union all
    select ${first}, ${last} from ${sql.ref(name)} as z where ${within(sql`z.last`, span)})`;
}

/** True for a key before the far end of the span: the near end is where the search begins. */
export function within(key: RawBuilder<unknown>, { above, below, ascending }: Span): RawBuilder<unknown> {
  return ascending ? sql`${key} < ${below}` : sql`${key} > ${above}`;
}

/** The first key of a list at or behind a place; null when there is none. */
function next(list: KeyList, ascending: boolean, place: RawBuilder<unknown>): RawBuilder<unknown> {
  const [only, ...more] = list.map((range) => nextInRange(range, ascending, place));
  if (only === undefined || more.length === 0) return only ?? sql`null`;
  const each = [only, ...more].map((key) => sql`select ${key} as key`);
  const nearest = sql.raw(ascending ? 'min' : 'max');
  return sql`(select ${nearest}(r.key) from (${sql.join(each, sql` union all `)}) as r)`;
}

/**
 * Tables that begin with the key have their other indexes on `key + 0`. By the key itself a planner could as well go along
 * the primary key and look at every row: fast for a common value, endless when the next one that has it is far.
 */
const keyFirst: readonly string[] = ['statements', 'inherited'];

function nextInRange({ table, begins }: KeyRange, ascending: boolean, place: RawBuilder<unknown>): RawBuilder<unknown> {
  const key = begins.length > 0 && keyFirst.includes(table) ? sql`i.key + 0` : sql`i.key`;
  // A sum on the other side, too: else SQLite compares as the column's type, and an index on a sum has none.
  // It comes first, for SQLite's parser can go only so deep.
  const conditions = [
    sql`${key} ${ascending ? sql`>=` : sql`<=`} ${place} + 0`,
    ...begins.map(([column, value]) => sql`${sql.ref(`i.${column}`)} = ${value}`),
  ];
  return sql`(select i.key from ${sql.table(table)} as i where ${sql.join(conditions, sql` and `)}
    order by ${key} ${sql.raw(ascending ? 'asc' : 'desc')} limit 1)`;
}
