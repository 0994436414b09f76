import type { Selectable } from 'kysely';
import { isScope } from '../scopes.js';
import type { StoredCredential } from '../store.js';
import type { Db, Trx } from './group-commit.js';
import type { Tables } from './tables.js';

/** The credential with an id, revoked or not. */
export async function readCredential(db: Db, id: string): Promise<StoredCredential | undefined> {
  const row = await db.selectFrom('credentials').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** All credentials, oldest first. */
export async function listCredentials(db: Db): Promise<StoredCredential[]> {
  return (await db.selectFrom('credentials').selectAll().orderBy('created').orderBy('id').execute()).map(fromRow);
}

/** Adds a credential; with `onlyFirst` only where there is none yet. */
export async function addCredential(trx: Trx, credential: StoredCredential, onlyFirst: boolean): Promise<boolean> {
  if (onlyFirst && (await trx.selectFrom('credentials').select('id').limit(1).executeTakeFirst())) return false;
  const { id, label, secretHash, scopes, homePage, created, revoked } = credential;
  await trx
    .insertInto('credentials')
    .values({
      id,
      label,
      secret_hash: secretHash,
      scopes: JSON.stringify(scopes),
      home_page: homePage,
      created,
      revoked,
      activities: null,
      requests_a_minute: null,
      expires: null,
    })
    .execute();
  return true;
}

/** Puts a credential out of force. */
export async function revokeCredential(trx: Trx, id: string, at: number): Promise<boolean> {
  const found = await trx
    .updateTable('credentials')
    .set({ revoked: at })
    .where('id', '=', id)
    .where('revoked', 'is', null)
    .executeTakeFirst();
  return found.numUpdatedRows > 0n;
}

function fromRow(row: Selectable<Tables['credentials']>): StoredCredential {
  const scopes: unknown = JSON.parse(row.scopes);
  return {
    id: row.id,
    label: row.label,
    secretHash: row.secret_hash,
    scopes: Array.isArray(scopes) ? scopes.filter(isScope) : [],
    homePage: row.home_page,
    created: Number(row.created),
    revoked: row.revoked === null ? null : Number(row.revoked),
  };
}
