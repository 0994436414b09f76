import type { Generated } from 'kysely';

/** Who may look at reports, and what was looked at. Times are milliseconds since the epoch. */
export interface SignInTables {
  users: {
    /** UUID. */
    id: string;
    /** What is typed to sign in, or the claim of an OpenID Connect issuer: lower case, unique. */
    name: string;
    /** As `hashPassword` writes it; null for somebody who signs in by OpenID Connect alone. */
    password: string | null;
    /** 0 or 1: the password was given by an operator and has to be changed first. */
    must_change: number;
    /** `state`, `academy`, `county`, `author` or `learner`. */
    role: string;
    /** Id of the academy or county; null for the other roles. */
    place: string | null;
    /** The learner's own row in `people`. */
    person_id: number | null;
    created: number;
    /** When the user was shut out, or null. */
    disabled: number | null;
  };
  sign_ins: {
    /** SHA-256 of the cookie's token: the token itself stands nowhere. */
    token_hash: string;
    user_id: string;
    created: number;
    seen: number;
  };
  /** Sign-ins by OpenID Connect that are under way. */
  oidc_tries: { state_hash: string; verifier: string; nonce: string; next: string; created: number };
  /** How often a password was wrong for a name, an address, or both (`place`), and until when that counts. */
  guesses: { place: string; failures: number; until: number };
  /** Who signed in, looked at or exported what. Only ever added to, and pruned by date. */
  access_log: {
    id: Generated<number>;
    at: number;
    /** Name of the user at that time; '' where nobody was signed in. */
    user: string;
    action: string;
    /** An address below the server's own, without what was searched for by name; or why somebody was refused. */
    detail: string;
  };
}
