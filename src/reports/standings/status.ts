import { type RawBuilder, sql } from 'kysely';
import type { Asked, Choice } from '../report.js';

/** How somebody stands with a requirement or one of its items on the day that is asked about. */
export const standingStatuses = ['completed', 'in-progress', 'not-started', 'overdue'] as const;
export type StandingStatus = (typeof standingStatuses)[number];

export const statusChoices: readonly Choice[] = [
  { value: 'overdue', text: 'Overdue' },
  { value: 'not-started', text: 'Not started' },
  { value: 'in-progress', text: 'In progress' },
  { value: 'completed', text: 'Completed' },
];

/**
 * The status of a row of `standings` as SQL. What has to be renewed is overdue again once its day is past; what is
 * done once stays completed, whatever day it was due.
 */
export function statusSql(
  { curriculum, today }: Pick<Asked, 'curriculum' | 'today'>,
  alias: string,
): RawBuilder<StandingStatus> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql<StandingStatus>`case
    when ${column('due')} < ${sql.lit(today)} and (${column('done')} is null or ${isRenewed(curriculum, alias)}) then 'overdue'
    when ${column('done')} is not null then 'completed'
    when ${column('begun')} = 1 then 'in-progress'
    else 'not-started' end`;
}

/** What is still to be done and has its day from `from` on, up to `to`. Both days inclusive; null for no bound. */
export function dueSql(
  { curriculum }: Pick<Asked, 'curriculum'>,
  alias: string,
  { from, to }: { readonly from: number | null; readonly to: number | null },
): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const bounds = [
    ...(from === null ? [] : [sql`${column('due')} >= ${from}`]),
    ...(to === null ? [] : [sql`${column('due')} <= ${to}`]),
    sql`(${column('done')} is null or ${isRenewed(curriculum, alias)})`,
  ];
  return sql<boolean>`(${sql.join(bounds, sql` and `)})`;
}

function isRenewed(curriculum: Asked['curriculum'], alias: string): RawBuilder<boolean> {
  const ids = curriculum.requirements.filter(({ renewMonths }) => renewMonths !== null).map(({ id }) => id);
  if (ids.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`${sql.ref(`${alias}.requirement`)} in (${sql.join(ids.map((id) => sql.lit(id)))})`;
}
