import type { Kysely } from 'kysely';
import { isObject, type JsonObject } from '../../xapi/json.js';
import type { Attachment, IncomingBatch, RecordStore, StoredListener, StoredStatement } from '../store.js';
import { chunks } from './chunks.js';
import { addCredential, listCredentials, readCredential, revokeCredential } from './credentials.js';
import { changeDocument, deleteDocuments, listDocuments, readDocument } from './documents.js';
import { findStatements } from './find-statements.js';
import { groupCommit } from './group-commit.js';
import { type Inserted, insertBatches } from './insert-statements.js';
import { parsedNames } from './names.js';
import type { Tables } from './tables.js';

/**
 * The record store over any database that Kysely speaks to. The database is migrated already.
 * @param now milliseconds since the epoch
 * @param close lets go of the database after the last write
 */
export function sqlRecordStore(db: Kysely<Tables>, now: () => number, close: () => Promise<void>): RecordStore {
  const listeners = new Set<StoredListener>();
  const writes = groupCommit<IncomingBatch, Inserted>(db, (trx, batches) => insertBatches(trx, batches, now), now);
  return {
    async insert(batch) {
      const { ids, fresh } = await writes.batch(batch);
      if (fresh.length > 0) for (const listener of listeners) listener(fresh);
      return ids;
    },
    find: (query) => findStatements(db, query),
    async statement(id, voided): Promise<StoredStatement | undefined> {
      const row = await db
        .selectFrom('statements')
        .select(['key', 'id', 'body'])
        .where('id', '=', id.toLowerCase())
        .where('voided', '=', voided ? 1 : 0)
        .executeTakeFirst();
      return row && { cursor: String(row.key), id: row.id, json: row.body };
    },
    async attachments(hashes) {
      const found = new Map<string, Attachment>();
      for (const part of chunks(hashes.map((hash) => hash.toLowerCase()))) {
        for (const row of await db.selectFrom('attachments').selectAll().where('sha2', 'in', part).execute())
          found.set(row.sha2, { sha2: row.sha2, contentType: row.content_type, content: new Uint8Array(row.content) });
      }
      return found;
    },
    // A millisecond back: another statement may still be stored within the current one.
    consistentThrough: () => (writes.openSince() ?? now()) - 1,
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    document: (address) => readDocument(db, address),
    documentIds: (scope, registration, since) => listDocuments(db, scope, registration, since),
    changeDocument: (address, decide) => writes.task((trx) => changeDocument(trx, address, decide, now())),
    deleteDocuments: (scope, registration) => writes.task((trx) => deleteDocuments(trx, scope, registration)),
    activityDefinition: async (iri) => (await definitions(db, [iri])).get(iri),
    activityDefinitions: (iris) => definitions(db, iris),
    async agentNames(identity) {
      const row = await db.selectFrom('agents').select('names').where('identity', '=', identity).executeTakeFirst();
      return row ? parsedNames(row.names) : [];
    },
    credential: (id) => readCredential(db, id),
    credentials: () => listCredentials(db),
    addCredential: (credential, onlyFirst) => writes.task((trx) => addCredential(trx, credential, onlyFirst)),
    revokeCredential: (id, at) => writes.task((trx) => revokeCredential(trx, id, at)),
    async close() {
      await writes.idle();
      await close();
    },
  };
}

async function definitions(db: Kysely<Tables>, iris: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> {
  const found = new Map<string, JsonObject>();
  for (const part of chunks(iris)) {
    const rows = await db.selectFrom('activities').select(['iri', 'definition']).where('iri', 'in', part).execute();
    for (const row of rows) {
      const definition: unknown = row.definition === null ? undefined : JSON.parse(row.definition);
      if (isObject(definition)) found.set(row.iri, definition);
    }
  }
  return found;
}
