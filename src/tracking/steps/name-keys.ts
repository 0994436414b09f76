import { type Kysely, sql } from 'kysely';
import { nameKey } from '../people/name-key.js';
import type { TrackingTables } from '../tables.js';

/** Names as they are searched for, also of those who are there already. */
export async function nameKeys(db: Kysely<TrackingTables>): Promise<void> {
  await sql`alter table people add column name_key text not null default ''`.execute(db);
  const people = await db.selectFrom('people').select(['id', 'last_name', 'first_name']).execute();
  for (const person of people)
    await db
      .updateTable('people')
      .set({ name_key: nameKey(person) })
      .where('id', '=', person.id)
      .execute();
}
