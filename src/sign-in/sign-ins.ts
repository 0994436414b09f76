import { createHash, randomBytes } from 'node:crypto';
import type { TrackingDb } from '../tracking/open-tracking.js';

/** Sessions of people who signed in. Shared by every process on the database. */
export interface SignIns {
  /** Begins a session. @returns the token for the cookie; only its hash is kept */
  begin(userId: string): Promise<string>;
  /** Whose session it is, while it lasts; looking counts as using it. */
  userOf(token: string): Promise<string | null>;
  end(token: string): Promise<void>;
}

const minute = 60_000;
/** A session ends after so long without use, and so long after it began (OWASP ASVS 4.0.3, 3.3.2, level 2). */
export const lasts = { idle: 30 * minute, atMost: 12 * 60 * minute } as const;

/** @param now milliseconds since the epoch */
export function createSignIns(db: TrackingDb, now: () => number): SignIns {
  return {
    async begin(userId) {
      const token = randomBytes(32).toString('base64url');
      const at = now();
      await db
        .deleteFrom('sign_ins')
        .where('seen', '<', at - lasts.idle)
        .execute();
      await db
        .insertInto('sign_ins')
        .values({ token_hash: hashOf(token), user_id: userId, created: at, seen: at })
        .execute();
      return token;
    },
    async userOf(token) {
      const row = await db
        .selectFrom('sign_ins')
        .selectAll()
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirst();
      const at = now();
      if (!row || at - Number(row.seen) >= lasts.idle || at - Number(row.created) >= lasts.atMost) return null;
      // Not with every request: each is a write to the disk.
      if (at - Number(row.seen) > minute)
        await db.updateTable('sign_ins').set({ seen: at }).where('token_hash', '=', row.token_hash).execute();
      return row.user_id;
    },
    async end(token) {
      await db.deleteFrom('sign_ins').where('token_hash', '=', hashOf(token)).execute();
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
