import type { Authenticate, Principal } from './access.js';
import { isSecretOf } from './secret.js';
import { createBoundedThrottle, createThrottle } from './throttle.js';

/** A key in force, to be compared with what was sent. */
export interface HeldKey {
  readonly principal: Principal;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  /** Most requests a minute that this process takes; null for no limit. */
  readonly requestsAMinute: number | null;
}

/** Finds the key in force with an id; null when there is none. */
export type FindKey = (id: string) => Promise<HeldKey | null>;

/**
 * Basic authentication. A key's requests are counted where it has a limit. Wrong secrets are counted too, and only
 * they are then refused: whoever guesses at a key can't lock out its holder.
 */
export function basicAuthentication(find: FindKey): Authenticate {
  const requests = createThrottle();
  const mistakes = createBoundedThrottle();
  return async (authorization) => {
    const given = basicOf(authorization);
    if (!given) return null;
    const held = await find(given.id);
    if (!isSecretOf(given.secret, held?.secretHash) || !held) {
      const retryAfter = await mistakes.count(given.id, mistakesAMinute);
      return retryAfter === null
        ? null
        : { status: 429, reason: 'Too many tries with a wrong secret for this key.', retryAfter };
    }
    const { principal, requestsAMinute } = held;
    const retryAfter = requestsAMinute === null ? null : await requests.count(principal.id, requestsAMinute);
    return retryAfter === null
      ? principal
      : { status: 429, reason: `This key may make ${requestsAMinute} requests a minute; it made more.`, retryAfter };
  };
}

const mistakesAMinute = 30;

/** Key and secret of a Basic header (RFC 7617). */
function basicOf(authorization: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}
