import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { foldedName } from '../../organization-name.js';
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

/**
 * People by the beginning of last name (and first name behind it), mail address or account; `%` and `_` stand for
 * themselves, and accents of a name may be left out.
 */
export function namedLike(name: string): RawBuilder<SqlBool> {
  const begins = `${name.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const folded = foldedName(name);
  const byName = folded === '' ? sql`1 = 0` : sql`p.name_key like ${`${folded}%`}`;
  return sql<SqlBool>`(${byName} or lower(p.last_name) like ${begins} escape '\\' or p.user_key like ${begins} escape '\\' or lower(p.email) like ${begins} escape '\\')`;
}

/** What a list of people and standings is made from. */
export interface ListWish {
  /** Conditions on `standings as s`, without the reader's limits. */
  readonly where: RawBuilder<unknown>;
  /** Columns of `standings as s` besides the person, as they are named in a row. */
  readonly columns: Readonly<Record<string, RawBuilder<unknown>>>;
  readonly sort: Sort;
  /** Columns of `standings` that can be sorted by besides the name. */
  readonly by: readonly ('county' | 'due' | 'done' | 'hours')[];
  /** One of them that is never null here. */
  readonly never?: 'due';
}

/**
 * One page of people and standings, and how many there are. By name, people are walked in the order of their index; by
 * anything else, standings are cut to the page first, so that only its people are looked up.
 */
export async function listPeople<Row>(
  asked: Asked,
  wish: ListWish,
): Promise<{ rows: (PersonRow & Row)[]; count: number }> {
  const { db, filter } = asked;
  const columns = sql.join(Object.entries(wish.columns).map(([name, column]) => sql`${column} as ${sql.ref(name)}`));
  const where = sql`${within(asked, ownersOf.standings('s'))} and ${wish.where}`;
  const named = filter.name === undefined ? sql`1 = 1` : namedLike(filter.name);
  const joined = sql`from people as p cross join standings as s
    where s.person_id = p.id and ${within(asked, ownersOf.people('p'))} and ${named} and ${where}`;
  const way = wish.sort.descending ? sql`desc` : sql`asc`;
  const key = wish.by.find((one) => one === wish.sort.key);
  // Nothing (no day, no county) comes last, whichever way.
  const order = (alias: string) => {
    const column = sql.ref(`${alias}.${key}`);
    const last = sql`${sql.ref(`${alias}.person_id`)}, ${sql.ref(`${alias}.requirement`)}`;
    return key === wish.never ? sql`${column} ${way}, ${last}` : sql`${column} is null, ${column} ${way}, ${last}`;
  };
  const query =
    key === undefined
      ? sql<PersonRow & Row>`select ${personColumns}, ${columns} ${joined}
          order by p.last_name ${way}, p.first_name ${way}, p.id ${way}, s.requirement ${pageOf(asked)}`
      : filter.name === undefined
        ? sql<
            PersonRow & Row
          >`select ${personColumns}, ${sql.join(Object.keys(wish.columns).map((name) => sql.ref(`t.${name}`)))}
            from (select s.person_id, s.requirement, s.county, s.due, s.done, s.hours, ${columnsBut(wish)} from standings as s where ${where}
              order by ${order('s')} ${pageOf(asked)}) as t join people as p on p.id = t.person_id order by ${order('t')}`
        : sql<PersonRow & Row>`select ${personColumns}, ${columns} ${joined} order by ${order('s')} ${pageOf(asked)}`;
  const { rows } = await query.execute(db);
  if (asked.page === null) return { rows, count: rows.length };
  const counted = filter.name === undefined ? sql`from standings as s where ${where}` : joined;
  const [all] = await asked.sheets.counts(sql<{ count: number }>`select count(*) as count ${counted}`);
  return { rows, count: Number(all?.count ?? 0) };
}

/** Columns that are not in every list. */
function columnsBut({ columns }: ListWish): RawBuilder<unknown> {
  const own = Object.entries(columns).filter(([name]) => !['requirement', 'due', 'done', 'hours'].includes(name));
  return own.length === 0 ? sql`1 as one` : sql.join(own.map(([name, column]) => sql`${column} as ${sql.ref(name)}`));
}

/** The order of a list of people, in which nobody has the same place as another: pages fit together. */
export function orderOf(sort: Sort, columns: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  const way = sort.descending ? sql`desc` : sql`asc`;
  const byName = sql`p.last_name ${way}, p.first_name ${way}, p.id ${way}`;
  const column = columns[sort.key];
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
