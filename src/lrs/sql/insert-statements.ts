import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import { attachmentHashes } from '../attachment-hashes.js';
import { linksOf, role } from '../links.js';
import { prepareStatement } from '../prepare.js';
import { isSameStatement } from '../same-statement.js';
import { type IncomingBatch, StatementConflict, type StoredStatement } from '../store.js';
import type { Arrival } from './arrival.js';
import { chunks } from './chunks.js';
import type { Settled, Trx } from './group-commit.js';
import { inherit } from './inherit.js';
import { insertRows } from './insert-rows.js';
import { numbersFor, type Said } from './names.js';
import { keysPerMillisecond, storedAt } from './tables.js';

/** What one request's statements came to. */
export interface Inserted {
  readonly ids: readonly string[];
  /** Those that were not stored before. */
  readonly fresh: readonly StoredStatement[];
}

/**
 * Stores the statements of several requests in one go: a few statements of SQL a table, however many requests there are.
 * A request with a conflict stores nothing and does not touch the others.
 */
export async function insertBatches(
  trx: Trx,
  batches: readonly IncomingBatch[],
  now: () => number,
): Promise<readonly Settled<Inserted>[]> {
  const known = await knownBodies(
    trx,
    batches.flatMap((batch) => batch.statements.map(idOf)),
  );
  let last = await lastKey(trx);
  const arrivals: Arrival[] = [];
  const outcomes: Settled<Inserted>[] = [];
  for (const batch of batches) {
    try {
      const { came, value } = arrivalsOf(batch, known, () => {
        // The key never runs backwards, even when the clock does.
        last = Math.max(last + 1, now() * keysPerMillisecond);
        return last;
      });
      for (const { id, body } of came) known.set(id, body);
      arrivals.push(...came);
      outcomes.push({ ok: true, value });
    } catch (error) {
      // Its own fault, not that of those who share the commit.
      outcomes.push({ ok: false, error });
    }
  }
  await write(trx, arrivals);
  await writeAttachments(
    trx,
    batches.filter((_, index) => outcomes[index]?.ok),
  );
  return outcomes;
}

/** What one request brings that is new. @throws StatementConflict */
function arrivalsOf(
  batch: IncomingBatch,
  known: ReadonlyMap<string, string>,
  nextKey: () => number,
): { came: readonly Arrival[]; value: Inserted } {
  const conflict = batch.statements.find((sent) => {
    const body = known.get(idOf(sent));
    return body !== undefined && !isSameStatement(sent, parsed(body));
  });
  if (conflict) throw new StatementConflict(idOf(conflict));
  const came: Arrival[] = [];
  const fresh: StoredStatement[] = [];
  for (const sent of batch.statements) {
    const id = idOf(sent);
    if (known.has(id)) continue;
    const key = nextKey();
    const statement = prepareStatement(sent, batch, storedAt(key));
    const body = JSON.stringify(statement);
    came.push({
      key,
      id,
      body,
      links: linksOf(statement),
      files: new Set(attachmentHashes([statement])),
      define: batch.define,
    });
    fresh.push({ cursor: String(key), id: textAt(sent, 'id') ?? id, json: body });
  }
  return { came, value: { ids: batch.statements.map((sent) => textAt(sent, 'id') ?? ''), fresh } };
}

async function write(trx: Trx, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return;
  const numbers = await numbersFor(trx, saidIn(arrivals));
  const number = (map: ReadonlyMap<string, number>, value: string) => {
    const found = map.get(value);
    if (found === undefined) throw new Error(`No number for ${value}`);
    return found;
  };
  const voidedBefore = await voidedTargets(trx, arrivals);
  await insertRows(
    trx,
    'statements',
    arrivals.map(({ key, id, body, links }) => ({
      key,
      id,
      verb_id: number(numbers.verbs, links.verb),
      registration: links.registration,
      voided: !links.voids && voidedBefore.has(id) ? 1 : 0,
      voiding: links.voids ? 1 : 0,
      body,
    })),
  );
  const agentRows = arrivals.flatMap(({ key, links }) => [
    ...[...links.agents].map(([identity, agent]) => ({
      agent_id: number(numbers.agents, identity),
      role: agent.role as number,
      key,
    })),
    ...(links.authority === undefined
      ? []
      : [{ agent_id: number(numbers.agents, links.authority), role: role.authority as number, key }]),
  ]);
  await insertRows(trx, 'statement_agents', agentRows);
  const activityRows = arrivals.flatMap(({ key, links }) =>
    [...links.activities].map(([iri, activity]) => ({
      activity_id: number(numbers.activities, iri),
      role: activity.role as number,
      key,
    })),
  );
  await insertRows(trx, 'statement_activities', activityRows);
  await insertRows(
    trx,
    'statement_attachments',
    arrivals.flatMap(({ key, files }) => [...files].map((sha2) => ({ sha2, key }))),
  );
  await writeReferences(trx, arrivals);
}

async function writeReferences(trx: Trx, arrivals: readonly Arrival[]): Promise<void> {
  const refs = arrivals.flatMap(({ key, links }) =>
    links.refersTo === null ? [] : [{ target_id: links.refersTo, key, voids: links.voids ? 1 : 0 }],
  );
  await insertRows(trx, 'statement_refs', refs);
  for (const part of chunks(refs.filter((ref) => ref.voids === 1).map((ref) => ref.target_id))) {
    await trx.updateTable('statements').set({ voided: 1 }).where('id', 'in', part).where('voiding', '=', 0).execute();
  }
  await inherit(trx, arrivals);
}

/** Which of these ids a voiding statement named before they came. */
async function voidedTargets(trx: Trx, arrivals: readonly Arrival[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const part of chunks(arrivals.map((one) => one.id))) {
    const rows = await trx
      .selectFrom('statement_refs')
      .select('target_id')
      .where('target_id', 'in', part)
      .where('voids', '=', 1)
      .execute();
    for (const row of rows) found.add(row.target_id);
  }
  return found;
}

function saidIn(arrivals: readonly Arrival[]): Said {
  const verbs = new Set<string>();
  const agents = new Map<string, Set<string>>();
  const activities = new Map<string, JsonObject | null>();
  for (const { links, define } of arrivals) {
    verbs.add(links.verb);
    for (const [identity, { name }] of links.agents) {
      const names = agents.get(identity) ?? new Set<string>();
      if (name !== undefined) names.add(name);
      agents.set(identity, names);
    }
    if (links.authority !== undefined && !agents.has(links.authority)) agents.set(links.authority, new Set());
    for (const [iri, { definition }] of links.activities) {
      const said = define ? (definition ?? null) : null;
      activities.set(iri, said ?? activities.get(iri) ?? null);
    }
  }
  return { verbs, agents, activities };
}

async function knownBodies(trx: Trx, ids: readonly string[]): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const part of chunks(ids)) {
    const rows = await trx.selectFrom('statements').select(['id', 'body']).where('id', 'in', part).execute();
    for (const row of rows) known.set(row.id, row.body);
  }
  return known;
}

async function lastKey(trx: Trx): Promise<number> {
  const row = await trx.selectFrom('statements').select('key').orderBy('key', 'desc').limit(1).executeTakeFirst();
  return row?.key ?? 0;
}

async function writeAttachments(trx: Trx, batches: readonly IncomingBatch[]): Promise<void> {
  for (const { sha2, contentType, content } of batches.flatMap((batch) => batch.attachments)) {
    await trx
      .insertInto('attachments')
      .values({ sha2: sha2.toLowerCase(), content_type: contentType, content })
      .onConflict((c) => c.column('sha2').doNothing())
      .execute();
  }
}

function idOf(statement: JsonObject): string {
  return textAt(statement, 'id')?.toLowerCase() ?? '';
}

function parsed(body: string): JsonObject {
  const value: unknown = JSON.parse(body);
  return isObject(value) ? value : {};
}
