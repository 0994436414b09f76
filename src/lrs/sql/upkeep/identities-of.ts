import { sql } from 'kysely';
import type { Db } from '../group-commit.js';

/**
 * Identities of the account that the roster has for a learner, as statements name it: several where the home page of
 * accounts was another one before. One without a home page for a learner of whom there is no statement yet.
 */
export async function identitiesOf(db: Db, homePage: string, learner: string): Promise<readonly string[]> {
  const entry = await db
    .selectFrom('roster')
    .select('account')
    .where('home_page', '=', homePage)
    .where('learner', '=', learner)
    .executeTakeFirst();
  if (!entry) return [];
  const begin = `account|${entry.account}|`;
  // Compared whole, and not by what is less: in which order signs come is different from database to database.
  const agents = await db
    .selectFrom('agents')
    .select('identity')
    .where(sql`substr(identity, 1, ${sql.lit(begin.length)})`, '=', begin)
    .execute();
  return agents.length === 0 ? [begin] : agents.map((one) => one.identity);
}
