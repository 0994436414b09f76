import { sql } from 'kysely';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingDb } from '../open-tracking.js';
import type { Standing } from './standings-of.js';

/**
 * Makes the standings of some people these rows, and no others. Writes only rows that are another than before.
 * @returns how many rows were written or taken away
 */
export async function writeStandings(
  trx: TrackingDb,
  dialect: Dialect,
  people: readonly number[],
  rows: readonly Standing[],
): Promise<number> {
  const before = await trx.selectFrom('standings').selectAll().where(dialect.among('person_id', people)).execute();
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const changed: Standing[] = [];
  for (const row of rows) {
    const known = old.get(keyOf(row));
    old.delete(keyOf(row));
    if (known === undefined || !isSame(known, row)) changed.push(row);
  }
  for (const { person_id, requirement, item } of old.values())
    await trx
      .deleteFrom('standings')
      .where('person_id', '=', person_id)
      .where('requirement', '=', requirement)
      .where('item', '=', item)
      .execute();
  // In the order of the indexes, so that neighbours come together.
  changed.sort((a, b) => orderOf(a, b));
  // As one text: to spell out each value of half a million rows costs more than to store them.
  if (changed.length > 0)
    await sql`insert into standings (${sql.join(columns.map((name) => sql.ref(name)))})
      select ${sql.join(columns.map(entryValue))} from ${dialect.entries(JSON.stringify(changed.map(valuesOf)))}
      where true on conflict (person_id, requirement, item)
      do update set ${sql.join(changeable.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}`.execute(
      trx,
    );
  return changed.length + old.size;
}

const key = ['person_id', 'requirement', 'item'] as const;
const changeable = ['county', 'academy', 'role', 'begun', 'done', 'version', 'outdated', 'due', 'hours'] as const;
const columns = [...key, ...changeable] as const;
const types: Partial<Record<(typeof columns)[number], string>> = {
  person_id: 'integer',
  begun: 'integer',
  done: 'integer',
  outdated: 'integer',
  due: 'integer',
  hours: 'double precision',
};

function entryValue(name: (typeof columns)[number], place: number) {
  const value = sql`value ->> ${sql.lit(place)}`;
  const type = types[name];
  return type === undefined ? value : sql`cast(${value} as ${sql.raw(type)})`;
}

function keyOf({ person_id, requirement, item }: Standing): string {
  return `${person_id}|${requirement}|${item}`;
}

/** A row's values in the order of the columns, spelled out: this runs for every row of everybody. */
export function valuesOf(row: Standing): readonly (string | number | null)[] {
  const { person_id, requirement, item, county, academy, role, begun, done, version, outdated, due, hours } = row;
  return [person_id, requirement, item, county, academy, role, begun, done, version, outdated, due, hours];
}

function orderOf(a: Standing, b: Standing): number {
  return (
    compared(a.requirement, b.requirement) || compared(a.item, b.item) || compared(a.academy ?? '', b.academy ?? '')
  );
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isSame(a: Standing, b: Standing): boolean {
  return changeable.every((name) => a[name] === b[name]);
}
