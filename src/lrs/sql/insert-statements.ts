import { isObject, type JsonObject } from '../../xapi/json.js';
import { isSameStatement } from '../same-statement.js';
import { type IncomingBatch, type NewStatement, StatementConflict } from '../store.js';
import { type Arrival, arrivalOf, type DraftedBatch, newStatement } from './arrival.js';
import type { Dialect, LinkRow, StatementRows } from './dialect.js';
import type { Ran, Settled, Trx } from './group-commit.js';
import { inherit } from './inherit.js';
import { insertRows } from './insert-rows.js';
import type { KnownNames, NamesInUse } from './known-names.js';
import { linkRows, numberOf } from './link-rows.js';
import { knowsAll, numberAll } from './names.js';
import { saidIn } from './said.js';

/** What one request's statements came to. */
export interface Inserted {
  readonly ids: readonly string[];
  /** Those that were not stored before. */
  readonly fresh: readonly NewStatement[];
}

/** What writing statements stands on. */
export interface Writing {
  readonly dialect: Dialect;
  readonly names: KnownNames;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Nothing is stored with an earlier time. */
  readonly notBefore: () => number;
  /** Told the last key of each commit, after it. */
  readonly committed: (lastKey: number) => void;
}

/**
 * Stores the statements of several requests in one go: a few statements of SQL, however many requests there are.
 * A request with a conflict stores nothing and does not touch the others.
 */
export async function insertBatches(
  trx: Trx,
  batches: readonly DraftedBatch[],
  writing: Writing,
): Promise<Ran<Inserted>> {
  const count = batches.reduce((sum, batch) => sum + batch.statements.length, 0);
  const { firstKey, epoch } = await writing.dialect.takeTurn(trx, count, writing.now(), writing.notBefore());
  const names = writing.names.use(epoch);
  let key = firstKey;
  const requests = batches.map((batch) => batch.drafts.map((draft) => arrivalOf(draft, key++)));
  const outcomes =
    (await writeIfAllNew(trx, requests, writing, names, firstKey)) ??
    (await writeWhatIsNew(trx, requests, writing, names));
  await writeAttachments(trx, batches, requests, outcomes);
  return {
    outcomes,
    committed() {
      names.keep();
      writing.committed(key - 1);
    },
  };
}

/** The usual case: every statement is new, and nothing in it is. Undefined, and nothing written, when it is another one. */
async function writeIfAllNew(
  trx: Trx,
  requests: readonly (readonly Arrival[])[],
  { dialect }: Writing,
  names: NamesInUse,
  firstKey: number,
): Promise<Settled<Inserted>[] | undefined> {
  const arrivals = requests.flat();
  if (new Set(arrivals.map((one) => one.id)).size < arrivals.length) return undefined;
  if (!knowsAll(names, saidIn(arrivals))) return undefined;
  const put = await dialect.put(trx, rowsOf(arrivals, names));
  if (put.stored < arrivals.length) {
    // Keys from the first one on are this commit's alone.
    await trx.deleteFrom('statements').where('key', '>=', firstKey).execute();
    return undefined;
  }
  await writeFurther(trx, dialect, arrivals, put.awaited, names);
  return requests.map((one) => ({ ok: true, value: insertedOf(one, one) }));
}

/** The careful way: looks first at what is stored under the same ids. */
async function writeWhatIsNew(
  trx: Trx,
  requests: readonly (readonly Arrival[])[],
  { dialect }: Writing,
  names: NamesInUse,
): Promise<Settled<Inserted>[]> {
  const known = await knownBodies(trx, dialect, requests.flat());
  const arrivals: Arrival[] = [];
  const outcomes = requests.map((request): Settled<Inserted> => {
    const conflict = request.find(({ id, sent }) => {
      const body = known.get(id);
      return body !== undefined && !isSameStatement(sent, parsed(body));
    });
    // Its own fault, not that of those who share the commit.
    if (conflict) return { ok: false, error: new StatementConflict(conflict.id) };
    const fresh = request.filter((one) => {
      if (known.has(one.id)) return false;
      known.set(one.id, one.body);
      return true;
    });
    arrivals.push(...fresh);
    return { ok: true, value: insertedOf(request, fresh) };
  });
  if (arrivals.length === 0) return outcomes;
  await numberAll(trx, dialect, names, saidIn(arrivals));
  const put = await dialect.put(trx, rowsOf(arrivals, names));
  if (put.stored < arrivals.length) throw new Error('A statement came in between, past the turn of writers');
  await writeFurther(trx, dialect, arrivals, put.awaited, names);
  return outcomes;
}

/** What only some statements have: attachments, and references to or from others. */
async function writeFurther(
  trx: Trx,
  dialect: Dialect,
  arrivals: readonly Arrival[],
  awaited: readonly string[],
  names: NamesInUse,
): Promise<void> {
  await insertRows(
    trx,
    'statement_attachments',
    arrivals.flatMap(({ key, files }) => [...files].map((sha2) => ({ sha2, key }))),
  );
  const refs = arrivals.flatMap(({ key, links }) =>
    links.refersTo === null ? [] : [{ target_id: links.refersTo, key, voids: links.voids ? 1 : 0 }],
  );
  await insertRows(trx, 'statement_refs', refs);
  const voided = refs.filter((ref) => ref.voids === 1).map((ref) => ref.target_id);
  if (awaited.length > 0) {
    const before = await trx
      .selectFrom('statement_refs')
      .select('target_id')
      .where(dialect.among('target_id', awaited))
      .where('voids', '=', 1)
      .execute();
    voided.push(...before.map((row) => row.target_id));
  }
  if (voided.length > 0)
    await trx
      .updateTable('statements')
      .set({ voided: 1 })
      .where(dialect.among('id', voided))
      .where('voiding', '=', 0)
      .execute();
  if (refs.length > 0 || awaited.length > 0) await inherit(trx, dialect, arrivals, awaited, names);
}

function rowsOf(arrivals: readonly Arrival[], names: NamesInUse): StatementRows {
  const { agents, activities } = linkRows(arrivals, names);
  const keyed = ([number, role, index]: LinkRow): LinkRow => [number, role, arrivals[index]?.key ?? Number.NaN];
  return {
    statements: arrivals.map(({ key, id, body, links }) => ({
      ...{ key, id, body, registration: links.registration },
      verb: numberOf(names.verb(links.verb), links.verb),
      voiding: links.voids ? 1 : 0,
    })),
    agents: agents.map(keyed),
    activities: activities.map(keyed),
  };
}

function insertedOf(request: readonly Arrival[], fresh: readonly Arrival[]): Inserted {
  return {
    ids: request.map((one) => one.sentId),
    fresh: fresh.map((one) => newStatement(one, one.key)),
  };
}

async function knownBodies(trx: Trx, dialect: Dialect, arrivals: readonly Arrival[]): Promise<Map<string, string>> {
  const mine = dialect.among(
    'id',
    arrivals.map((one) => one.id),
  );
  const rows = await trx.selectFrom('statements').select(['id', 'body']).where(mine).execute();
  return new Map(rows.map((row) => [row.id, row.body]));
}

/** Files of statements that were stored now: what comes with a repeated one is there already, or belongs to none. */
async function writeAttachments(
  trx: Trx,
  batches: readonly IncomingBatch[],
  requests: readonly (readonly Arrival[])[],
  outcomes: readonly Settled<Inserted>[],
): Promise<void> {
  for (const [index, batch] of batches.entries()) {
    const outcome = outcomes[index];
    if (batch.attachments.length === 0 || !outcome?.ok) continue;
    const fresh = new Set(outcome.value.fresh.map((one) => one.id.toLowerCase()));
    const wanted = new Set((requests[index] ?? []).flatMap((one) => (fresh.has(one.id) ? [...one.files] : [])));
    for (const { sha2, contentType, content } of batch.attachments) {
      if (!wanted.has(sha2.toLowerCase())) continue;
      await trx
        .insertInto('attachments')
        .values({ sha2: sha2.toLowerCase(), content_type: contentType, content: Buffer.from(content) })
        .onConflict((c) => c.column('sha2').doNothing())
        .execute();
    }
  }
}

function parsed(body: string): JsonObject {
  const value: unknown = JSON.parse(body);
  return isObject(value) ? value : {};
}
