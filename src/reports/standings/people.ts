import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { ownersOf, within } from '../limits.js';
import type { Asked, Cell, Column, Sort } from '../report.js';

/** What a list of people says of each of them; selected from `people as p`. */
export const personColumns = sql`p.id as person, p.last_name as last, p.first_name as first, p.user_id as account, p.county as county`;

export interface PersonRow {
  readonly person: number;
  readonly last: string;
  readonly first: string;
  readonly account: string;
  readonly county: string | null;
}

/** The columns that name somebody, for a table. */
export const namedBy: readonly Column[] = [
  { key: 'name', label: 'Name', kind: 'text', sorts: true },
  { key: 'account', label: 'Account', kind: 'text' },
  { key: 'county', label: 'County', kind: 'text', sorts: true },
];

/** The cells under them. */
export function namedCells(row: PersonRow, { curriculum }: Pick<Asked, 'curriculum'>): Readonly<Record<string, Cell>> {
  const { last, first, account, county } = row;
  return {
    name: [last, first].filter(Boolean).join(', ') || account,
    account,
    county: county === null ? null : (curriculum.counties.find(({ id }) => id === county)?.name ?? county),
  };
}

/** Where a person's own page is. */
export function personHref({ person }: Pick<PersonRow, 'person'>): string {
  return `/people/${person}`;
}

/** The reader's limits on `people as p`, and the beginning of a name, mail address or account where one was typed. */
export function peopleWanted(asked: Asked): RawBuilder<SqlBool> {
  const limits = within(asked, ownersOf.people('p'));
  const { name } = asked.filter;
  return name === undefined ? limits : sql<SqlBool>`${limits} and ${namedLike(name)}`;
}

/** People by the beginning of last name, mail address or account; `%` and `_` stand for themselves. */
export function namedLike(name: string): RawBuilder<SqlBool> {
  const begins = `${name.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(lower(p.last_name) like ${begins} escape '\\' or p.user_key like ${begins} escape '\\' or lower(p.email) like ${begins} escape '\\')`;
}

/** The order of a list of people, in which nobody has the same place as another: pages fit together. */
export function orderOf(sort: Sort, columns: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  const way = sort.descending ? sql`desc` : sql`asc`;
  const byName = sql`p.last_name ${way}, p.first_name ${way}, p.id ${way}`;
  const column = columns[sort.key];
  // Nothing (no day, no county) comes last, whichever way.
  return column ? sql`${column} is null, ${column} ${way}, p.last_name, p.first_name, p.id` : byName;
}

/** The sort that was asked for, if it is one of these; else the report's own. */
export function sortOf(asked: Asked, keys: readonly string[], own: Sort): Sort {
  return asked.sort && keys.includes(asked.sort.key) ? asked.sort : own;
}

/** `limit … offset …`, or nothing where all rows are wanted. */
export function pageOf({ page }: Pick<Asked, 'page'>): RawBuilder<unknown> {
  return page === null ? sql`` : sql`limit ${page.limit} offset ${page.offset}`;
}
