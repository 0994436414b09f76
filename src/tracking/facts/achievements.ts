import { sql } from 'kysely';
import { zoneChanges } from '../../days.js';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingDb } from '../open-tracking.js';

/** `achievements.source` of what statements say. */
export const ofStatements = 'statements';

/** Failing for good also completes a module; only passing makes that a success. */
const achieved = sql`a.completed_at is not null and (a.failed_at is null or a.passed_at is not null)`;

const aDay = sql.lit(86_400_000);
/** The offices' clocks when it was completed, the latest changes first: `dayAt` in SQL. */
const local = sql`(a.completed_at + case ${sql.join(
  zoneChanges()
    .slice(1)
    .reverse()
    .map(({ from, ahead }) => sql`when a.completed_at >= ${sql.lit(from)} then ${sql.lit(ahead)}`),
  sql` `,
)} else ${sql.lit(zoneChanges()[0]?.ahead ?? 0)} end)`;
/** Rounded down, also before 1970. */
const day = sql`(${local} - ((${local} % ${aDay}) + ${aDay}) % ${aDay}) / ${aDay}`;

export interface Whose {
  /** Attempts that may have changed, or be gone. */
  readonly attempts: readonly number[];
  /** Whose they are, and were. */
  readonly people: readonly number[];
}

/** Makes achievements from statements what attempts now say of them. */
export async function refreshAchievements(trx: TrackingDb, dialect: Dialect, whose: Whose | 'all'): Promise<void> {
  if (whose !== 'all' && (whose.people.length === 0 || whose.attempts.length === 0)) return;
  const theirs =
    whose === 'all'
      ? sql``
      : sql`and ${dialect.among('person_id', whose.people)} and ${dialect.among('reference', whose.attempts.map(String))}`;
  await sql`delete from achievements where source = ${ofStatements} ${theirs} and not exists (
    select 1 from attempts as a join learners as l on l.id = a.learner_id
    where a.id = cast(achievements.reference as integer) and l.person_id = achievements.person_id
      and a.module = achievements.item and ${achieved})`.execute(trx);
  await sql`insert into achievements (person_id, item, source, done, version, score, hours, place, reference)
    select l.person_id, a.module, ${ofStatements}, ${day}, a.version, a.score, null, null, cast(a.id as text)
    from attempts as a join learners as l on l.id = a.learner_id
    where l.person_id is not null and ${achieved} ${whose === 'all' ? sql`` : sql`and ${dialect.among('a.id', whose.attempts)}`}
    on conflict (person_id, item, source, reference) do update
    set done = excluded.done, version = excluded.version, score = excluded.score`.execute(trx);
}
