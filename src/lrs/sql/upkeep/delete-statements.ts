import { isObject, type JsonObject } from '../../../xapi/json.js';
import { attachmentHashes } from '../../attachment-hashes.js';
import { type Links, linksOf, role } from '../../links.js';
import { chunks } from '../chunks.js';
import type { Trx } from '../group-commit.js';

interface Found {
  readonly key: number;
  readonly links: Links;
  readonly files: readonly string[];
}

/**
 * Deletes statements with every row that belongs to them, and files that no other statement has.
 * The rows are found by what the statements say: link tables have no index by key.
 * @returns how many files were deleted
 */
export async function deleteStatements(trx: Trx, keys: readonly number[]): Promise<number> {
  let files = 0;
  for (const part of chunks(keys)) {
    const rows = await trx.selectFrom('statements').select(['key', 'body']).where('key', 'in', part).execute();
    const found = rows.map(({ key, body }) => foundIn(Number(key), body));
    await deleteAgentLinks(trx, found);
    await deleteActivityLinks(trx, found);
    await deleteReferences(trx, found);
    await deleteInherited(trx, part);
    files += await deleteFiles(trx, found);
    // With the other store's reason, which may quote the statement.
    await trx.deleteFrom('forward_refusals').where('key', 'in', part).execute();
    await trx.deleteFrom('statements').where('key', 'in', part).execute();
  }
  return files;
}

async function deleteAgentLinks(trx: Trx, found: readonly Found[]): Promise<void> {
  const keysOf = byValue(found, ({ links }) => [
    ...links.agents.keys(),
    ...(links.authority === undefined ? [] : [links.authority]),
  ]);
  for (const part of chunks([...keysOf.keys()])) {
    const agents = await trx.selectFrom('agents').select(['id', 'identity']).where('identity', 'in', part).execute();
    for (const { id, identity } of agents) {
      await trx
        .deleteFrom('statement_agents')
        .where('agent_id', '=', id)
        .where('role', 'in', [role.direct, role.related, role.authority])
        .where('key', 'in', keysOf.get(identity) ?? [])
        .execute();
    }
  }
}

async function deleteActivityLinks(trx: Trx, found: readonly Found[]): Promise<void> {
  const keysOf = byValue(found, ({ links }) => [...links.activities.keys()]);
  for (const part of chunks([...keysOf.keys()])) {
    const activities = await trx.selectFrom('activities').select(['id', 'iri']).where('iri', 'in', part).execute();
    for (const { id, iri } of activities) {
      await trx
        .deleteFrom('statement_activities')
        .where('activity_id', '=', id)
        .where('role', 'in', [role.direct, role.related])
        .where('key', 'in', keysOf.get(iri) ?? [])
        .execute();
    }
  }
}

async function deleteReferences(trx: Trx, found: readonly Found[]): Promise<void> {
  for (const { key, links } of found) {
    if (links.refersTo === null) continue;
    await trx.deleteFrom('statement_refs').where('target_id', '=', links.refersTo).where('key', '=', key).execute();
  }
}

/** What others inherited from these statements, and these from others. Rare, so that it may cost a scan. */
async function deleteInherited(trx: Trx, keys: readonly number[]): Promise<void> {
  const concerned = await trx
    .selectFrom('inherited')
    .select('key')
    .where((e) => e.or([e('key', 'in', keys), e('via', 'in', keys)]))
    .limit(1)
    .executeTakeFirst();
  if (!concerned) return;
  for (const table of ['inherited', 'inherited_agents', 'inherited_activities'] as const) {
    await trx
      .deleteFrom(table)
      .where((e) => e.or([e('key', 'in', keys), e('via', 'in', keys)]))
      .execute();
  }
}

async function deleteFiles(trx: Trx, found: readonly Found[]): Promise<number> {
  const keysOf = byValue(found, ({ files }) => files);
  let files = 0;
  for (const [sha2, keys] of keysOf) {
    await trx.deleteFrom('statement_attachments').where('sha2', '=', sha2).where('key', 'in', keys).execute();
    const others = await trx
      .selectFrom('statement_attachments')
      .select('key')
      .where('sha2', '=', sha2)
      .limit(1)
      .executeTakeFirst();
    if (others) continue;
    const gone = await trx.deleteFrom('attachments').where('sha2', '=', sha2).executeTakeFirst();
    files += Number(gone.numDeletedRows);
  }
  return files;
}

function byValue(found: readonly Found[], values: (one: Found) => readonly string[]): Map<string, number[]> {
  const keysOf = new Map<string, number[]>();
  for (const one of found) {
    for (const value of new Set(values(one))) keysOf.set(value, [...(keysOf.get(value) ?? []), one.key]);
  }
  return keysOf;
}

function foundIn(key: number, body: string): Found {
  const value: unknown = JSON.parse(body);
  const statement: JsonObject = isObject(value) ? value : {};
  return { key, links: linksOf(statement), files: attachmentHashes([statement]) };
}
