import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Authenticate, Guard, Principal, Scope } from './access.js';
import type { CredentialStore, StoredCredential } from './store.js';

/** A credential as handed out, once: the store keeps only a hash of the secret. */
export interface NewCredential {
  readonly id: string;
  readonly secret: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
}

export interface Session extends NewCredential {
  revoke(): void;
}

export interface SessionWish {
  readonly scopes: readonly Scope[];
  /** Account that the store writes as authority into the session's statements. */
  readonly authority: Principal['authority'];
  readonly guard?: Guard;
  readonly expiresInSeconds: number;
}

export interface Credentials {
  /** For `createLrs`. */
  readonly authenticate: Authenticate;
  create(wish: { readonly label: string; readonly scopes: readonly Scope[] }): Promise<NewCredential>;
  /** A credential for everything, when the store has none yet; else null. */
  firstStart(): Promise<NewCredential | null>;
  /** @returns false when no such credential was in force */
  revoke(id: string): Promise<boolean>;
  list(): Promise<readonly StoredCredential[]>;
  /** A credential of one launch: in memory, gone when it expires, is revoked, or the program ends. */
  issueSession(wish: SessionWish): Session;
}

export interface CredentialsOptions {
  readonly store: CredentialStore;
  /** IRL that names this record store: home page of its authorities' accounts. */
  readonly homePage: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Held {
  readonly principal: Principal;
  readonly secretHash: string;
  readonly expires: number;
}

/**
 * Who may use the store. Secrets are 32 random bytes, so a plain SHA-256 of them can't be searched through,
 * and checking one takes no time worth attacking.
 */
export function createCredentials({ store, homePage, now }: CredentialsOptions): Credentials {
  const sessions = new Map<string, Held>();
  const make = async (label: string, scopes: readonly Scope[], onlyFirst: boolean): Promise<NewCredential | null> => {
    const fresh = newCredential();
    const added = await store.addCredential(
      { id: fresh.id, label, secretHash: hash(fresh.secret), scopes, homePage, created: now(), revoked: null },
      onlyFirst,
    );
    return added ? fresh : null;
  };
  const forget = () => {
    for (const [id, held] of sessions) if (held.expires <= now()) sessions.delete(id);
  };
  const find = async (id: string): Promise<Held | null> => {
    const session = sessions.get(id);
    if (session) return session.expires > now() ? session : null;
    const stored = await store.credential(id);
    return stored && stored.revoked === null
      ? { principal: principalOf(stored), secretHash: stored.secretHash, expires: Infinity }
      : null;
  };
  return {
    async authenticate(authorization) {
      const given = basicOf(authorization);
      if (!given) return null;
      const held = await find(given.id);
      // The comparison is made for unknown keys too, so that the answer's time tells nothing.
      const right = sameHash(hash(given.secret), held?.secretHash ?? noHash);
      return held && right ? held.principal : null;
    },
    async create({ label, scopes }) {
      const fresh = await make(label, scopes, false);
      if (!fresh) throw new Error('The record store did not take the new credential');
      return fresh;
    },
    firstStart: () => make('first start', ['all'], true),
    revoke: (id) => store.revokeCredential(id, now()),
    list: () => store.credentials(),
    issueSession({ scopes, authority, guard, expiresInSeconds }) {
      forget();
      // Short enough for SCORM's launch data (255 characters with endpoint and learner), and it lives for hours only.
      const fresh = newCredential(8, 16);
      sessions.set(fresh.id, {
        principal: { id: fresh.id, scopes, authority, ...(guard ? { guard } : {}) },
        secretHash: hash(fresh.secret),
        expires: now() + expiresInSeconds * 1000,
      });
      return { ...fresh, revoke: () => void sessions.delete(fresh.id) };
    },
  };
}

const noHash = hash('');

function newCredential(idBytes = 12, secretBytes = 32): NewCredential {
  const id = randomBytes(idBytes).toString('hex');
  const secret = randomBytes(secretBytes).toString('base64url');
  return { id, secret, authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

function principalOf(stored: StoredCredential): Principal {
  return {
    id: stored.id,
    scopes: stored.scopes,
    authority: { objectType: 'Agent', account: { homePage: stored.homePage, name: stored.id } },
  };
}

function basicOf(authorization: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function sameHash(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}
