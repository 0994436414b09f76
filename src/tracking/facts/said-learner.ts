import { identityOf } from '../../xapi/identity.js';
import { heldText } from './held-text.js';
import { own, text } from './own.js';

/** An account, never a name. */
export interface Learner {
  readonly identity: string;
  /** Account name; a short fingerprint where the learner has no account. */
  readonly account: string;
  readonly homePage: string;
}

/** Whom a statement is about; undefined for an anonymous group. */
export function learnerOf(actor: unknown): Learner | undefined {
  const identity = identityOf(actor);
  if (identity === undefined) return undefined;
  const account = own(actor, 'account');
  const name = text(account, 'name');
  return {
    identity: heldText(identity),
    account: name === undefined ? `no account (${fingerprint(identity)})` : heldText(name),
    homePage: heldText(text(account, 'homePage') ?? ''),
  };
}

/** Eight characters that tell mailboxes apart without showing them (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
