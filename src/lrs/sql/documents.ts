import { createHash } from 'node:crypto';
import type { DocumentAddress, DocumentContent, DocumentScope, StoredDocument } from '../document-store.js';
import type { Db, Trx } from './group-commit.js';

/** The document at an address. */
export async function readDocument(db: Db | Trx, address: DocumentAddress): Promise<StoredDocument | undefined> {
  const row = await db
    .selectFrom('documents')
    .select(['content', 'content_type', 'etag', 'updated'])
    .where('resource', '=', address.resource)
    .where('activity', '=', address.activity)
    .where('agent', '=', address.agent)
    .where('registration', '=', address.registration)
    .where('id', '=', address.id)
    .executeTakeFirst();
  // libsql gives blobs of a list of rows as ArrayBuffer.
  return (
    row && {
      content: new Uint8Array(row.content),
      contentType: row.content_type,
      etag: row.etag,
      updated: Number(row.updated),
    }
  );
}

/** Ids of the documents of a scope, in order. */
export async function listDocuments(
  db: Db,
  scope: DocumentScope,
  registration: string | undefined,
  since: number | undefined,
): Promise<string[]> {
  let query = db
    .selectFrom('documents')
    .select('id')
    .distinct()
    .where('resource', '=', scope.resource)
    .where('activity', '=', scope.activity)
    .where('agent', '=', scope.agent)
    .orderBy('id');
  if (registration !== undefined) query = query.where('registration', '=', registration);
  if (since !== undefined) query = query.where('updated', '>', since);
  return (await query.execute()).map((row) => row.id);
}

/** Writes what `decide` makes of the document that is there; null deletes it. */
export async function changeDocument(
  trx: Trx,
  address: DocumentAddress,
  decide: (current: StoredDocument | undefined) => DocumentContent | null,
  now: number,
): Promise<void> {
  const current = await readDocument(trx, address);
  const next = decide(current);
  if (next === null) {
    await trx
      .deleteFrom('documents')
      .where('resource', '=', address.resource)
      .where('activity', '=', address.activity)
      .where('agent', '=', address.agent)
      .where('registration', '=', address.registration)
      .where('id', '=', address.id)
      .execute();
    return;
  }
  const { resource, activity, agent, registration, id } = address;
  const values = {
    content: Buffer.from(next.content),
    content_type: next.contentType,
    etag: createHash('sha1').update(next.content).digest('hex'),
    // Later than the version before, even within one tick of the clock.
    updated: Math.max(now, (current?.updated ?? 0) + 1),
  };
  await trx
    .insertInto('documents')
    .values({ resource, activity, agent, registration, id, ...values })
    .onConflict((c) => c.columns(['resource', 'activity', 'agent', 'registration', 'id']).doUpdateSet(values))
    .execute();
}

/** Deletes the documents of a scope. */
export async function deleteDocuments(trx: Trx, scope: DocumentScope, registration: string | undefined): Promise<void> {
  let query = trx
    .deleteFrom('documents')
    .where('resource', '=', scope.resource)
    .where('activity', '=', scope.activity)
    .where('agent', '=', scope.agent);
  if (registration !== undefined) query = query.where('registration', '=', registration);
  await query.execute();
}
