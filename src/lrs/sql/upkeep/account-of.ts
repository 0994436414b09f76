import type { Db } from '../group-commit.js';

/** Identity of the account that the roster has for a learner, as statements name it. */
export async function accountOf(db: Db, homePage: string, learner: string): Promise<string | undefined> {
  const entry = await db
    .selectFrom('roster')
    .select('account')
    .where('home_page', '=', homePage)
    .where('learner', '=', learner)
    .executeTakeFirst();
  if (!entry) return undefined;
  const begin = `account|${entry.account}|`;
  const agent = await db
    .selectFrom('agents')
    .select('identity')
    .where('identity', '>=', begin)
    // The next text that does not begin so: '}' follows '|'.
    .where('identity', '<', `account|${entry.account}}`)
    .limit(1)
    .executeTakeFirst();
  // Known to the roster, and not one statement yet.
  return agent?.identity ?? begin;
}
