import { randomBytes } from 'node:crypto';
import type { Authenticate, Principal, Scope } from './access.js';
import { basicAuthentication, type HeldKey } from './basic-authentication.js';
import { packageKeyGuard } from './package-key.js';
import { hashOfSecret } from './secret.js';
import type { GuardKinds } from './session-rules.js';
import type { SessionStore } from './session-store.js';
import { openSessions, type SessionHold, type SessionWish } from './sessions.js';
import type { CredentialStore, StoredCredential } from './store.js';

/** A credential as handed out, once: the store keeps only a hash of the secret. */
export interface NewCredential {
  readonly id: string;
  readonly secret: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
}

/** What a new credential shall be. */
export interface CredentialWish {
  /** For people, to tell credentials apart. */
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since the epoch; in force until revoked when absent. */
  readonly expires?: number;
  /** Makes it a package key: limited to these activities, and what lies below them, and to what packages send. */
  readonly activities?: readonly string[];
  /** Most requests a minute that each server process takes; no limit when absent. */
  readonly requestsAMinute?: number;
}

/** The credential of one launch. */
export type Session = NewCredential & SessionHold;

export interface Credentials {
  /** For `createLrs`. */
  readonly authenticate: Authenticate;
  create(wish: CredentialWish): Promise<NewCredential>;
  /** A credential for everything, when the store has none yet; else null. */
  firstStart(): Promise<NewCredential | null>;
  /** @returns false when no such credential was in force */
  revoke(id: string): Promise<boolean>;
  list(): Promise<readonly StoredCredential[]>;
  /** A credential of one launch, known to every process on the database until it expires or is revoked. */
  issueSession(wish: SessionWish): Promise<Session>;
  /** From now on all sessions about the same (a registration) are refused with this reason. */
  closeSessions(about: string, reason: string): Promise<void>;
}

export interface CredentialsOptions {
  readonly store: CredentialStore & SessionStore;
  /** The kinds of rules that sessions may be issued under; none when absent. */
  readonly kinds?: GuardKinds;
  /** IRL that names this record store: home page of its authorities' accounts. */
  readonly homePage: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Who may use the store. Every request asks the store for its credential anew, so that what is revoked anywhere is
 * out of force everywhere with the next request.
 */
export function createCredentials({ store, kinds = {}, homePage, now }: CredentialsOptions): Credentials {
  const sessions = openSessions({ store, kinds, now });
  const make = async (wish: CredentialWish, onlyFirst: boolean): Promise<NewCredential | null> => {
    const fresh = newCredential();
    const { label, scopes, expires = null, activities = null, requestsAMinute = null } = wish;
    const secretHash = hashOfSecret(fresh.secret);
    const limits = { expires, activities, requestsAMinute };
    const added = await store.addCredential(
      { id: fresh.id, label, secretHash, scopes, homePage, created: now(), revoked: null, ...limits },
      onlyFirst,
    );
    return added ? fresh : null;
  };
  const find = async (id: string): Promise<HeldKey | null> => {
    if (sessionIdForm.test(id)) {
      const session = await sessions.find(id);
      return session && { ...session, requestsAMinute: null };
    }
    const stored = await store.credential(id);
    return stored && isInForce(stored, now()) ? heldKey(stored) : null;
  };
  return {
    authenticate: basicAuthentication(find),
    async create(wish) {
      const fresh = await make(wish, false);
      if (!fresh) throw new Error('The record store did not take the new credential');
      return fresh;
    },
    firstStart: () => make({ label: 'first start', scopes: ['all'] }, true),
    revoke: (id) => store.revokeCredential(id, now()),
    list: () => store.credentials(),
    async issueSession(wish) {
      // Short enough for SCORM's launch data (255 characters with endpoint and learner), and it lives for hours only.
      const fresh = newCredential(8, 16);
      return { ...fresh, ...(await sessions.issue(wish, { id: fresh.id, secretHash: hashOfSecret(fresh.secret) })) };
    },
    closeSessions: (about, reason) => sessions.closeAbout(about, reason),
  };
}

/** Ids of sessions are shorter than those of lasting credentials (see `issueSession`). */
const sessionIdForm = /^[0-9a-f]{16}$/;

/** Drawn at random: id in hexadecimal, secret in base64url. */
function newCredential(idBytes = 12, secretBytes = 32): NewCredential {
  const id = randomBytes(idBytes).toString('hex');
  const secret = newSecret(secretBytes);
  return { id, secret, authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

/** Not with a hyphen before it: command lines would take it for an option. */
function newSecret(bytes: number): string {
  for (;;) {
    const secret = randomBytes(bytes).toString('base64url');
    if (!secret.startsWith('-')) return secret;
  }
}

function isInForce({ revoked, expires }: StoredCredential, now: number): boolean {
  return revoked === null && (expires === null || expires > now);
}

function heldKey(stored: StoredCredential): HeldKey {
  const { id, scopes, homePage, secretHash, activities, requestsAMinute } = stored;
  const authority = { objectType: 'Agent', account: { homePage, name: id } } as const;
  const principal: Principal =
    activities === null
      ? { id, scopes, authority }
      : {
          ...{ id, authority, guard: packageKeyGuard(activities), packageKey: true },
          // Whatever is stored: what lies in a package reads nothing.
          scopes: scopes.filter((scope) => scope === 'statements/write' || scope === 'define'),
        };
  return { principal, secretHash, requestsAMinute };
}
