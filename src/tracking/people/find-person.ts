import type { Selectable } from 'kysely';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { reviseFacts } from '../revise-facts.js';
import type { TrackingTables } from '../tables.js';

export type Person = Selectable<TrackingTables['people']>;

/** The person of a UserID, an e-mail address or an id of the LMS; undefined when nobody, or more than one, has it. */
export async function findPerson(db: TrackingDb, name: string): Promise<Person | undefined> {
  return db
    .selectFrom('people')
    .innerJoin('person_names', 'person_names.person_id', 'people.id')
    .selectAll('people')
    .where('person_names.name', '=', name.trim().toLowerCase())
    .executeTakeFirst();
}

/** How many rows of each kind hold something of a person. */
export interface PersonData {
  readonly names: number;
  readonly achievements: number;
  readonly standings: number;
  readonly certificates: number;
  /** Users who sign in as the person. */
  readonly users: number;
  /** Accounts of statements that are linked to the person. */
  readonly learners: readonly { readonly home_page: string; readonly account: string }[];
}

export async function dataOfPerson(db: TrackingDb, person: number): Promise<PersonData> {
  const count = async (table: 'person_names' | 'achievements' | 'standings' | 'certificates' | 'users') => {
    const row = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll().as('count'))
      .where('person_id', '=', person)
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  };
  return {
    names: await count('person_names'),
    achievements: await count('achievements'),
    standings: await count('standings'),
    certificates: await count('certificates'),
    users: await count('users'),
    learners: await db
      .selectFrom('learners')
      .select(['home_page', 'account'])
      .where('person_id', '=', person)
      .orderBy('id')
      .execute(),
  };
}

/**
 * Removes a person: names, links, standings, achievements. What statements say stays with their opaque accounts, which
 * nobody can tell from now on; `cpm lrs erase` removes that.
 */
export async function erasePerson({ db, dialect }: Tracking, person: number): Promise<PersonData> {
  const held = await db.transaction().execute(async (trx) => {
    const found = await dataOfPerson(trx, person);
    await trx.deleteFrom('person_names').where('person_id', '=', person).execute();
    await trx.deleteFrom('achievements').where('person_id', '=', person).execute();
    await trx.deleteFrom('certificates').where('person_id', '=', person).execute();
    const own = trx.selectFrom('users').select('id').where('person_id', '=', person);
    await trx.deleteFrom('sign_ins').where('user_id', 'in', own).execute();
    await trx.deleteFrom('users').where('person_id', '=', person).execute();
    await trx.deleteFrom('standings').where('person_id', '=', person).execute();
    await trx.updateTable('learners').set({ person_id: null }).where('person_id', '=', person).execute();
    await trx.deleteFrom('people').where('id', '=', person).execute();
    await reviseFacts(trx);
    return found;
  });
  await dialect.wipe?.(db);
  return held;
}
