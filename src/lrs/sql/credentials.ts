import type { Selectable } from 'kysely';
import * as z from 'zod';
import { isScope } from '../scopes.js';
import type { StoredCredential } from '../store.js';
import type { Db, Trx } from './group-commit.js';
import type { Tables } from './tables.js';

/**
 * Reads the credential with an id, revoked or not. Its text of SQL is made once: it is asked between any two commits,
 * and to make the text takes longer than to ask.
 */
export function credentialReader(db: Db): (id: string) => Promise<StoredCredential | undefined> {
  const query = db.selectFrom('credentials').selectAll().where('id', '=', '').compile();
  return async (id) => {
    const { rows } = await db.executeQuery<Selectable<Tables['credentials']>>({ ...query, parameters: [id] });
    return rows[0] && fromRow(rows[0]);
  };
}

/** All credentials, oldest first. */
export async function listCredentials(db: Db): Promise<StoredCredential[]> {
  return (await db.selectFrom('credentials').selectAll().orderBy('created').orderBy('id').execute()).map(fromRow);
}

/** Adds a credential; with `onlyFirst` only where there is none yet (under the lock `credentials`: two processes may start at once). */
export async function addCredential(trx: Trx, credential: StoredCredential, onlyFirst: boolean): Promise<boolean> {
  if (onlyFirst && (await trx.selectFrom('credentials').select('id').limit(1).executeTakeFirst())) return false;
  const { id, label, secretHash, scopes, homePage, created, revoked, activities, requestsAMinute, expires } =
    credential;
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
      activities: activities === null ? null : JSON.stringify(activities),
      requests_a_minute: requestsAMinute,
      expires,
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

const list = z.array(z.string());

function fromRow(row: Selectable<Tables['credentials']>): StoredCredential {
  return {
    id: row.id,
    label: row.label,
    secretHash: row.secret_hash,
    // A scope that only a newer program knows means nothing here.
    scopes: list.parse(JSON.parse(row.scopes)).filter(isScope),
    homePage: row.home_page,
    created: Number(row.created),
    revoked: row.revoked === null ? null : Number(row.revoked),
    expires: row.expires === null ? null : Number(row.expires),
    activities: row.activities === null ? null : list.parse(JSON.parse(row.activities)),
    requestsAMinute: row.requests_a_minute === null ? null : Number(row.requests_a_minute),
  };
}
