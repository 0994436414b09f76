import type { Kysely } from 'kysely';
import { isObject, type JsonObject } from '../../xapi/json.js';
import type { DocumentScope } from '../document-store.js';
import type { Attachment, RecordStore, StoredListener, StoredStatement } from '../store.js';
import { type DraftedBatch, draftOf } from './arrival.js';
import { chunks } from './chunks.js';
import { addCredential, credentialReader, listCredentials, revokeCredential } from './credentials.js';
import type { Dialect } from './dialect.js';
import { changeDocument, deleteDocuments, listDocuments, readDocument } from './documents.js';
import { findStatements } from './find-statements.js';
import { sqlForwards } from './forwards.js';
import { groupCommit } from './group-commit.js';
import { insertShortly, type ShortWays } from './insert-shortly.js';
import { type Inserted, insertBatches, type Writing } from './insert-statements.js';
import { knownNames } from './known-names.js';
import { parsedNames } from './names.js';
import { rememberedCredentials } from './remembered-credentials.js';
import { sqlRoster } from './roster.js';
import { sqlSessions } from './sessions.js';
import { sqlSettings } from './settings.js';
import { storedAt, type Tables } from './tables.js';
import { through } from './through.js';
import { sqlUpkeep } from './upkeep/upkeep.js';
import { withRoster } from './with-roster.js';
import { withSteps } from './with-steps.js';

/** A database with how it is spoken to. */
export interface SqlDatabase extends ShortWays {
  /** Migrated already. */
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  /** Another number after every change that others made; null where the database can't tell without a reading. */
  readonly version: (() => number) | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** See `StatementStore.consistentThrough`. */
  readonly askThrough: () => Promise<number>;
  /** Lets go of the database after the last write. */
  readonly close: () => Promise<void>;
}

/** The record store over any database that Kysely speaks to. */
export function sqlRecordStore(database: SqlDatabase): RecordStore {
  const { db, dialect, version, now, askThrough, close } = database;
  const listeners = new Set<StoredListener>();
  const upTo = through(askThrough);
  const credentials = rememberedCredentials(credentialReader(db), version);
  const writing: Writing = {
    dialect,
    names: knownNames(),
    now,
    // What was vouched for stays true, even when the clock is set back.
    notBefore: () => upTo.known() + 1,
    // Others of its last millisecond may come yet.
    committed: (lastKey) => upTo.raise(storedAt(lastKey) - 1),
  };
  const insert = withSteps<DraftedBatch, Inserted>((trx, batches) => insertBatches(trx, batches, writing));
  const writes = groupCommit<DraftedBatch, Inserted>(db, dialect, {
    long: withRoster(insert, now),
    short: (batches, least) => insertShortly(batches, writing, database, least),
  });
  return {
    async insert(batch) {
      const { ids, fresh } = await writes.batch({
        ...batch,
        drafts: batch.statements.map((sent) => draftOf(sent, batch)),
      });
      if (fresh.length > 0) for (const listener of listeners) listener(fresh);
      return ids;
    },
    find: (query) => findStatements(db, dialect, query),
    async cursorsBetween(above, upTo, most) {
      const rows = await db
        .selectFrom('statements')
        .select('key')
        .where('key', '>', Number(above))
        .where('key', '<=', Number(upTo))
        .where('voided', '<>', 1)
        .orderBy('key')
        .limit(most)
        .execute();
      return rows.map(({ key }) => String(key));
    },
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
    consistentThrough: upTo.ask,
    lastKnownThrough: upTo.known,
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    document: (address) => readDocument(db, address),
    documentIds: (scope, registration, since) => listDocuments(db, scope, registration, since),
    changeDocument: (address, decide) =>
      writes.task((trx) => changeDocument(trx, address, decide, now()), lockOf(address)),
    deleteDocuments: (scope, registration) =>
      writes.task((trx) => deleteDocuments(trx, scope, registration), lockOf(scope)),
    activityDefinition: async (iri) => (await definitions(db, [iri])).get(iri),
    activityDefinitions: (iris) => definitions(db, iris),
    async agentNames(identity) {
      const row = await db.selectFrom('agents').select('names').where('identity', '=', identity).executeTakeFirst();
      return row ? parsedNames(row.names) : [];
    },
    credential: credentials.read,
    credentials: () => listCredentials(db),
    addCredential: (credential, onlyFirst) =>
      writes.task((trx) => addCredential(trx, credential, onlyFirst), 'credentials').finally(credentials.forget),
    revokeCredential: (id, at) => writes.task((trx) => revokeCredential(trx, id, at)).finally(credentials.forget),
    ...sqlSettings(db, writes.task),
    ...sqlRoster(db, writes.task),
    ...sqlForwards(db, writes.task),
    ...sqlUpkeep(db, dialect, writes.task, now),
    ...sqlSessions(db, writes.task),
    async close() {
      await writes.idle();
      await close();
    },
  };
}

/** Documents of one activity and agent change one after another, whichever process it is that changes them. */
function lockOf({ resource, activity, agent }: DocumentScope): string {
  return JSON.stringify([resource, activity, agent]);
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
