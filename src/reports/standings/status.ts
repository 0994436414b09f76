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
 * Whether a row of `standings` has a status, as SQL. What has to be renewed is overdue again once its day is past; what
 * is done once stays completed, whatever day it was due.
 */
export function isStatus(
  { curriculum, today }: Pick<Asked, 'curriculum' | 'today'>,
  alias: string,
  status: StandingStatus,
): RawBuilder<boolean> {
  const [due, done, begun] = ['due', 'done', 'begun'].map((name) => sql.ref(`${alias}.${name}`));
  const open = sql`(${done} is null or ${isRenewed(curriculum, alias)})`;
  const day = sql.lit(today);
  // Without a day nothing is ever overdue.
  const inTime = sql`(${due} is null or ${due} >= ${day})`;
  switch (status) {
    case 'overdue':
      return sql<boolean>`(${due} < ${day} and ${open})`;
    case 'completed':
      return sql<boolean>`(${done} is not null and (${inTime} or not ${isRenewed(curriculum, alias)}))`;
    case 'in-progress':
      return sql<boolean>`(${done} is null and ${inTime} and ${begun} = 1)`;
    case 'not-started':
      return sql<boolean>`(${done} is null and ${inTime} and ${begun} = 0)`;
  }
}

/** The status of a row of `standings` as SQL. */
export function statusSql(asked: Pick<Asked, 'curriculum' | 'today'>, alias: string): RawBuilder<StandingStatus> {
  const cases = (['overdue', 'completed', 'in-progress'] as const).map(
    (status) => sql`when ${isStatus(asked, alias, status)} then ${sql.lit(status)}`,
  );
  return sql<StandingStatus>`case ${sql.join(cases, sql` `)} else 'not-started' end`;
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
  const { requirements } = curriculum;
  const ids = requirements.filter(({ renewMonths }) => renewMonths !== null).map(({ id }) => id);
  if (ids.length === 0) return sql<boolean>`1 = 0`;
  if (ids.length === requirements.length) return sql<boolean>`1 = 1`;
  return sql<boolean>`${sql.ref(`${alias}.requirement`)} in (${sql.join(ids.map((id) => sql.lit(id)))})`;
}
