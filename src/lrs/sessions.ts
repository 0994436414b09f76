import type { JsonObject } from '../xapi/json.js';
import type { Guard, Principal, Refusal, Scope } from './access.js';
import { revivedGuard } from './revived-guard.js';
import type { GuardKinds, SessionRules } from './session-rules.js';
import type { SessionRule, SessionStore, StoredSession } from './session-store.js';

/** The credentials of single launches. They are data: every process on the database knows them, also after a restart. */
export interface Sessions {
  /** @param given a fresh id, with the hash of the secret that goes with it */
  issue(wish: SessionWish, given: { readonly id: string; readonly secretHash: string }): Promise<SessionHold>;
  /** A session in force, guarded by its rules; null when there is none. */
  find(id: string): Promise<{ readonly principal: Principal; readonly secretHash: string } | null>;
  /** Closes all sessions about the same. */
  closeAbout(about: string, reason: string): Promise<void>;
}

export interface SessionWish {
  readonly scopes: readonly Scope[];
  /** Account that the store writes as authority into the session's statements. */
  readonly authority: Principal['authority'];
  /** What its holder speaks about (a registration): those issued before about the same end in the same moment. */
  readonly about: string;
  /** What the ones before are told from now on; absent or null: they are removed. */
  readonly closing?: string | null;
  /** What it is held to; absent: to its scopes alone. */
  readonly rule?: SessionRule;
  readonly expiresInSeconds: number;
  /** Told of what this process stores for it, and of what was recorded besides because of that. */
  readonly heard?: (statements: readonly JsonObject[]) => void | Promise<void>;
}

/** What who issued a session can do with it. */
export interface SessionHold {
  /** Notes what its rules shall know from the beginning; before its secret is handed out. */
  note(state: JsonObject): Promise<void>;
  /** From now on every request is refused with this reason, in every process. */
  close(reason: string): Promise<void>;
  /** From now on it is unknown. */
  revoke(): Promise<void>;
}

export interface SessionsOptions {
  readonly store: SessionStore;
  readonly kinds: GuardKinds;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function openSessions({ store, kinds, now }: SessionsOptions): Sessions {
  const listeners = new Map<string, { readonly heard: SessionWish['heard']; readonly until: number }>();
  const guardOf = (session: StoredSession): Guard =>
    revivedGuard({ store, session, rules: rulesOf(session, kinds), heard: listeners.get(session.id)?.heard });
  return {
    async issue(
      { scopes, authority, about, closing = null, rule = null, expiresInSeconds, heard },
      { id, secretHash },
    ) {
      await store.forgetSessions(now());
      for (const [old, { until }] of listeners) if (until <= now()) listeners.delete(old);
      const expires = now() + expiresInSeconds * 1000;
      await store.addSession({ id, secretHash, scopes, authority, about, rule, expires }, closing);
      if (heard) listeners.set(id, { heard, until: expires });
      return {
        async note(state) {
          if (await store.changeSession({ session: id, revision: 0, state })) return;
          // A later one about the same may have ended it by now: then there is nothing left to know.
          const session = await store.session(id);
          if (session && session.closed === null) throw new Error('The session was used before it was handed out');
        },
        close: (reason) => store.closeSession(id, reason),
        async revoke() {
          listeners.delete(id);
          await store.removeSession(id);
        },
      };
    },
    async find(id) {
      const session = await store.session(id);
      if (!session || session.expires <= now()) return null;
      const { scopes, authority, secretHash } = session;
      return { principal: { id, scopes, authority, guard: guardOf(session) }, secretHash };
    },
    closeAbout: (about, reason) => store.closeSessionsAbout(about, reason),
  };
}

function rulesOf({ rule }: StoredSession, kinds: GuardKinds): SessionRules {
  if (rule === null) return noRules;
  const make = Object.hasOwn(kinds, rule.kind) ? kinds[rule.kind] : undefined;
  return make ? make(rule.data) : rulesUnknown;
}

const noRules: SessionRules = {
  statements: (_statements, state) => ({ state }),
  document: (_request, state) => ({ state }),
  other: () => null,
};

/** What another version of the program may issue: not knowing its bounds, this one allows nothing. */
const unknown: Refusal = { status: 403, reason: 'This server does not know the rules of this session. Launch again.' };
const rulesUnknown: SessionRules = { statements: () => unknown, document: () => unknown, other: () => unknown };
