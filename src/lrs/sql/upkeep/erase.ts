import { createHash } from 'node:crypto';
import { identityOf } from '../../../xapi/identity.js';
import { isObject, type JsonObject } from '../../../xapi/json.js';
import { role } from '../../links.js';
import type { ErasedAgent, PersonalData } from '../../upkeep-store.js';
import { withoutPerson } from '../../without-person.js';
import { chunks } from '../chunks.js';
import type { Db, Trx } from '../group-commit.js';
import { raiseEpoch } from '../raise-epoch.js';
import { accountName } from './account-name.js';
import { noteAudit } from './audit.js';
import { deleteStatements } from './delete-statements.js';

const nobody: ErasedAgent = { objectType: 'Agent', account: { homePage: 'https://example.org/', name: 'nobody' } };

/** In whatever role a person stands in statements: whoever sent one stands in it as its authority. */
const anyRole = [role.direct, role.related, role.authority] as const;

/** How much the store holds of a person. */
export async function dataOf(db: Db, identity: string): Promise<PersonalData> {
  const found = await statementsOf(db, identity, nobody);
  const keys = [...found].flatMap(([key, changed]) => (changed === null ? [key] : []));
  return {
    statements: keys.length,
    mentions: found.size - keys.length,
    documents: await count(
      db
        .selectFrom('documents')
        .select((e) => e.fn.countAll().as('n'))
        .where('agent', '=', identity)
        .executeTakeFirst(),
    ),
    attachments: await filesOf(db, keys),
    rosterEntries: await count(
      db
        .selectFrom('roster')
        .select((e) => e.fn.countAll().as('n'))
        .where('account', '=', accountName(identity))
        .executeTakeFirst(),
    ),
  };
}

/** Removes a person and leaves an audit line with a hash in the person's place. */
export async function erase(trx: Trx, identity: string, inPlace: ErasedAgent, now: number): Promise<PersonalData> {
  // First, so that no other process writes meanwhile, and all forget the numbers they remember.
  await raiseEpoch(trx);
  const found = await statementsOf(trx, identity, inPlace);
  const gone = [...found].flatMap(([key, changed]) => (changed === null ? [key] : []));
  const attachments = await deleteStatements(trx, gone);
  const changed = [...found].flatMap(([key, body]) => (body === null ? [] : [{ key, body }]));
  await replaceMentions(trx, identity, inPlace, changed);
  const documents = await trx.deleteFrom('documents').where('agent', '=', identity).executeTakeFirst();
  await trx.deleteFrom('agents').where('identity', '=', identity).execute();
  const roster = await trx.deleteFrom('roster').where('account', '=', accountName(identity)).executeTakeFirst();
  await deleteSessionsOf(trx, identity);
  const done = {
    statements: gone.length,
    mentions: changed.length,
    documents: Number(documents.numDeletedRows),
    attachments,
    rosterEntries: Number(roster.numDeletedRows),
  };
  await noteAudit(trx, now, 'erase', { person: createHash('sha256').update(identity).digest('hex'), ...done });
  return done;
}

/** Statements that a person is found in: by key, what becomes of each (null: it goes). */
async function statementsOf(db: Db, identity: string, inPlace: ErasedAgent): Promise<Map<number, JsonObject | null>> {
  const found = new Map<number, JsonObject | null>();
  const agent = await db.selectFrom('agents').select('id').where('identity', '=', identity).executeTakeFirst();
  if (!agent) return found;
  const links = await db
    .selectFrom('statement_agents')
    .select('key')
    .distinct()
    .where('agent_id', '=', agent.id)
    .where('role', 'in', anyRole)
    .execute();
  for (const part of chunks(links.map((row) => Number(row.key)))) {
    const rows = await db.selectFrom('statements').select(['key', 'body']).where('key', 'in', part).execute();
    for (const { key, body } of rows) {
      const statement: unknown = JSON.parse(body);
      found.set(Number(key), isObject(statement) ? withoutPerson(statement, identity, inPlace) : null);
    }
  }
  return found;
}

async function replaceMentions(
  trx: Trx,
  identity: string,
  inPlace: ErasedAgent,
  changed: readonly { readonly key: number; readonly body: JsonObject }[],
): Promise<void> {
  const erased = identityOf(inPlace);
  const person = await trx.selectFrom('agents').select('id').where('identity', '=', identity).executeTakeFirst();
  if (!person || erased === undefined || changed.length === 0) return;
  for (const { key, body } of changed) {
    await trx
      .updateTable('statements')
      .set({ body: JSON.stringify(body) })
      .where('key', '=', key)
      .execute();
    // What another store answered may quote the statement as it was.
    await trx
      .updateTable('forward_refusals')
      .set({ reason: 'A person in the statement was erased here since, and the reason with it.' })
      .where('key', '=', key)
      .execute();
  }
  const id = await numberOf(trx, erased);
  for (const table of ['statement_agents', 'inherited_agents'] as const) {
    // Where both stood in one statement there is a row already: then the person's goes.
    const rows = await trx
      .selectFrom(table)
      .selectAll()
      .where('agent_id', '=', person.id)
      .where('role', 'in', anyRole)
      .execute();
    for (const part of chunks(rows)) {
      await trx
        .insertInto(table)
        .values(part.map((row) => ({ ...row, agent_id: id })))
        .onConflict((c) => c.doNothing())
        .execute();
    }
    await trx.deleteFrom(table).where('agent_id', '=', person.id).where('role', 'in', anyRole).execute();
  }
}

/** Sessions of launches name their learner in what their guard goes by. They are few: a day's at most. */
async function deleteSessionsOf(trx: Trx, identity: string): Promise<void> {
  const rows = await trx.selectFrom('sessions').select(['id', 'rule']).where('rule', 'is not', null).execute();
  const ids = rows.filter(({ rule }) => names(JSON.parse(rule ?? 'null'), identity)).map((row) => row.id);
  for (const part of chunks(ids)) await trx.deleteFrom('sessions').where('id', 'in', part).execute();
}

/** True when an actor with this identity stands anywhere in a value. */
function names(value: unknown, identity: string): boolean {
  if (Array.isArray(value)) return value.some((one) => names(one, identity));
  return (
    isObject(value) && (identityOf(value) === identity || Object.values(value).some((one) => names(one, identity)))
  );
}

async function numberOf(trx: Trx, identity: string): Promise<number> {
  await trx
    .insertInto('agents')
    .values({ identity, names: '[]' })
    .onConflict((c) => c.column('identity').doNothing())
    .execute();
  return (await trx.selectFrom('agents').select('id').where('identity', '=', identity).executeTakeFirstOrThrow()).id;
}

/** How many files no other statement has than these. */
async function filesOf(db: Db, keys: readonly number[]): Promise<number> {
  const uses = new Map<string, number>();
  for (const part of chunks(keys)) {
    const rows = await db.selectFrom('statement_attachments').select('sha2').where('key', 'in', part).execute();
    for (const { sha2 } of rows) uses.set(sha2, (uses.get(sha2) ?? 0) + 1);
  }
  let files = 0;
  for (const part of chunks([...uses.keys()])) {
    const rows = await db
      .selectFrom('statement_attachments')
      .select(['sha2', (e) => e.fn.countAll().as('n')])
      .where('sha2', 'in', part)
      .groupBy('sha2')
      .execute();
    files += rows.filter(({ sha2, n }) => Number(n) === uses.get(sha2)).length;
  }
  return files;
}

async function count(row: Promise<{ n: string | number | bigint } | undefined>): Promise<number> {
  return Number((await row)?.n ?? 0);
}
