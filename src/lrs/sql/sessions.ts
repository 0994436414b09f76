import { type Selectable, sql } from 'kysely';
import * as z from 'zod';
import { isScope } from '../scopes.js';
import type { SessionStep } from '../session-step.js';
import type { NewStoredSession, SessionStore, StoredSession } from '../session-store.js';
import { chunks } from './chunks.js';
import type { Db, GroupCommit, Trx } from './group-commit.js';
import type { Tables } from './tables.js';

/** Sessions in the table `sessions`. @param task runs a write as one step, see `groupCommit` */
export function sqlSessions(db: Db, task: GroupCommit<never, never>['task']): SessionStore {
  return {
    async session(id) {
      const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },
    // Of two processes that add at once, the second sees what the first added.
    addSession: (session, reason) => task((trx) => add(trx, session, reason), `sessions ${session.about}`),
    changeSession: (step) => task((trx) => change(trx, step)),
    closeSession: (id, reason) => task(async (trx) => void (await closing(trx, reason).where('id', '=', id).execute())),
    closeSessionsAbout: (about, reason) =>
      task(async (trx) => void (await closing(trx, reason).where('about', '=', about).execute())),
    removeSession: (id) => task(async (trx) => void (await removing(trx).where('id', '=', id).execute())),
    idsStored: async (ids) => {
      const found = new Set<string>();
      for (const part of chunks(ids.map((id) => id.toLowerCase()))) {
        for (const { id } of await db.selectFrom('statements').select('id').where('id', 'in', part).execute())
          found.add(id);
      }
      return found;
    },
    forgetSessions: (until) => task(async (trx) => void (await removing(trx).where('expires', '<=', until).execute())),
  };
}

async function add(trx: Trx, session: NewStoredSession, reason: string | null): Promise<void> {
  if (reason === null) await removing(trx).where('about', '=', session.about).execute();
  else await closing(trx, reason).where('about', '=', session.about).execute();
  await trx
    .insertInto('sessions')
    .values({
      id: session.id,
      secret_hash: session.secretHash,
      scopes: JSON.stringify(session.scopes),
      authority: JSON.stringify(session.authority),
      about: session.about,
      rule: session.rule === null ? null : JSON.stringify(session.rule),
      state: '{}',
      revision: 0,
      closed: null,
      expires: session.expires,
    })
    .execute();
}

async function change(trx: Trx, { session, revision, state }: SessionStep): Promise<boolean> {
  const found = await trx
    .updateTable('sessions')
    .set({ state: JSON.stringify(state), revision: revision + 1 })
    .where('id', '=', session)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return found.numUpdatedRows > 0n;
}

function removing(trx: Trx) {
  return trx.deleteFrom('sessions');
}

/** The first reason stays. */
function closing(trx: Trx, reason: string) {
  return trx
    .updateTable('sessions')
    .set({ closed: reason, revision: sql<number>`revision + 1` })
    .where('closed', 'is', null);
}

const authorityShape = z.object({
  objectType: z.literal('Agent'),
  account: z.object({ homePage: z.string(), name: z.string() }),
});
const anObject = z.record(z.string(), z.unknown());
const ruleShape = z.object({ kind: z.string(), data: anObject });

function fromRow(row: Selectable<Tables['sessions']>): StoredSession {
  return {
    id: row.id,
    secretHash: row.secret_hash,
    scopes: z.array(z.unknown()).parse(JSON.parse(row.scopes)).filter(isScope),
    authority: authorityShape.parse(JSON.parse(row.authority)),
    about: row.about,
    rule: row.rule === null ? null : ruleShape.parse(JSON.parse(row.rule)),
    state: anObject.parse(JSON.parse(row.state)),
    revision: Number(row.revision),
    closed: row.closed,
    expires: Number(row.expires),
  };
}
