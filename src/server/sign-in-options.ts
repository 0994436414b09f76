import type { Engine } from '../html/engine.js';
import type { AccessLog } from '../sign-in/access-log.js';
import type { Guesses } from '../sign-in/guesses.js';
import type { OpenId } from '../sign-in/open-id.js';
import type { User } from '../sign-in/users.js';
import type { Entry } from './page-access.js';

/** What signing in and the own account stand on. */
export interface SignInOptions extends Entry {
  readonly engine: Engine;
  readonly log: AccessLog;
  readonly guesses: Guesses;
  /** Null without an issuer of OpenID Connect. */
  readonly openId: OpenId | null;
  /** The user of a name that the issuer vouches for; makes one for a learner whom the roster knows. */
  readonly userFor: (name: string) => Promise<User | undefined>;
  readonly onError: (error: unknown) => void;
}
