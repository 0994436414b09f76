import type { Router } from 'express';
import type { Engine } from '../html/engine.js';
import { type AccessLog, createAccessLog } from '../sign-in/access-log.js';
import { createGuesses } from '../sign-in/guesses.js';
import { createOpenId } from '../sign-in/open-id.js';
import { createSignIns } from '../sign-in/sign-ins.js';
import { createUsers, type User, type Users } from '../sign-in/users.js';
import type { TrackingDb } from '../tracking/open-tracking.js';
import type { Entry } from './page-access.js';
import type { PublicAddress } from './public-address.js';
import type { Records } from './records.js';
import { signInCookies } from './sign-in-cookies.js';
import { signInRoutes } from './sign-in-routes.js';

/** An OpenID Connect issuer at which people sign in. */
export interface SignInIssuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that names a user. */
  readonly claim: string;
}

export interface EntryOptions {
  readonly db: TrackingDb;
  readonly records: Pick<Records, 'authenticate' | 'store'>;
  readonly engine: Engine;
  readonly address: PublicAddress;
  readonly isGuarded: boolean;
  readonly issuer: SignInIssuer | undefined;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Everything by which people come in: who they are, their sessions, the pages where they sign in, the log of access. */
export function openEntry(options: EntryOptions): {
  readonly entry: Entry;
  readonly signIn: Router;
  readonly log: AccessLog;
} {
  const { db, records, address, issuer, now } = options;
  const users = createUsers(db, now);
  const entry: Entry = {
    users,
    signIns: createSignIns(db, now),
    cookies: signInCookies(address.origin),
    authenticate: records.authenticate,
    credential: (id) => records.store.credential(id),
    isGuarded: options.isGuarded,
    base: address.base,
    now,
  };
  const log = createAccessLog(db, now);
  const callback = `${address.origin}${address.base}/sign-in/openid/callback`;
  const signIn = signInRoutes({
    ...entry,
    engine: options.engine,
    log,
    guesses: createGuesses(db, now),
    openId: issuer ? createOpenId({ db, ...issuer, callback, now }) : null,
    userFor: (name) => userFor(db, users, name),
    onError: options.onError,
  });
  return { entry, signIn, log };
}

/** Whoever has a role here; a person of the roster without one may see the own record. */
async function userFor(db: TrackingDb, users: Users, name: string): Promise<User | undefined> {
  const known = await users.named(name);
  if (known) return known;
  const person = await db
    .selectFrom('person_names as n')
    .innerJoin('people as p', 'p.id', 'n.person_id')
    .select('p.id')
    .where('n.name', '=', name.trim().toLowerCase())
    .where('p.active', '=', 1)
    .executeTakeFirst();
  if (!person) return undefined;
  const made = await users.add({ name, role: 'learner', place: null, personId: person.id, password: null });
  return made ?? users.named(name);
}
