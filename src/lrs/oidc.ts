import { errors, type JWTPayload, jwtVerify } from 'jose';
import { isFindable, isShort } from '../xapi/validate/formats.js';
import type { Authenticate, Principal, Refusal, Scope } from './access.js';
import { discoveryPause, isSafeAddress, issuerKeys } from './oidc-discovery.js';
import { isScope } from './scopes.js';

export interface OidcOptions {
  /** The issuer as its tokens name it: `https://…`, or `http://` on this machine. */
  readonly issuer: string;
  /** What tokens for this record store name as their audience. */
  readonly audience: string;
  /** Stands before our scopes in the token; `xapi:` when absent. OpenID Connect has a scope `profile` of its own. */
  readonly scopePrefix?: string;
  /** Milliseconds after which a key that is not known may be asked for again; 30 seconds when absent. */
  readonly keyPause?: number;
  /** Told when the issuer could not be reached. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** An issuer that tokens can't be taken from safely. */
export class IssuerRefused extends Error {
  constructor(issuer: string) {
    super(`The issuer ${issuer} can't be used: it must be an https address (http on this machine only)`);
    this.name = 'IssuerRefused';
  }
}

/**
 * Bearer tokens (RFC 6750): JWTs that an OpenID Connect issuer signed for this record store. What they may do are
 * the scopes in their claim `scope`; they speak under the account that the issuer knows them by.
 * While the issuer has not been found, tokens are answered with 503 and all else works.
 * @throws IssuerRefused
 */
export function createOidc(options: OidcOptions): Authenticate {
  const { issuer, audience, scopePrefix = 'xapi:', keyPause = 30_000, onError = () => undefined, now } = options;
  if (!isSafeAddress(issuer)) throw new IssuerRefused(issuer);
  const keys = issuerKeys({ issuer, keyPause, onError, now });
  return async (authorization) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return null;
    const found = await keys.get();
    if (!found) return unreachable(`its issuer is not found (${keys.why()})`);
    try {
      const { payload } = await jwtVerify(token, found.keys, {
        issuer: found.issuer,
        audience,
        algorithms: [...algorithms],
        requiredClaims: ['exp'],
        clockTolerance: toleranceSeconds,
        currentDate: new Date(now()),
      });
      return (
        principalOf(payload, found.issuer, scopePrefix) ??
        invalid('it names no sub or client_id that an account can have')
      );
    } catch (error) {
      const why = faultOf(error);
      if (why !== null) return invalid(why);
      onError(error);
      return unreachable('the keys of its issuer could not be read');
    }
  };
}

/** Asymmetric ones only: with a shared secret, whoever can check a token could make one. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const toleranceSeconds = 5;

function principalOf(payload: JWTPayload, issuer: string, prefix: string): Principal | null {
  const name = [payload.sub, payload.client_id].find((one) => typeof one === 'string' && one !== '');
  if (typeof name !== 'string' || !isFindable(name) || !isShort(issuer, name)) return null;
  return {
    id: `${issuer} ${name}`,
    scopes: scopesOf(payload.scope, prefix),
    authority: { objectType: 'Agent', account: { homePage: issuer, name } },
  };
}

/** Scopes of a claim (RFC 8693 4.2: a text, parted by spaces; some issuers write a list). */
function scopesOf(claim: unknown, prefix: string): Scope[] {
  const words: readonly unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return words.flatMap((word) => {
    const scope = typeof word === 'string' && word.startsWith(prefix) ? word.slice(prefix.length) : undefined;
    return isScope(scope) ? [scope] : [];
  });
}

/** What is wrong with a token; null when not the token is at fault. Nothing of the token is repeated. */
function faultOf(error: unknown): string | null {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return claims[error.claim] ?? 'a claim in it is wrong';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'it is signed by an algorithm that is not taken here';
  if (error instanceof errors.JWKSNoMatchingKey) return 'its issuer has no such key';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'it does not say which key of its issuer signed it';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  const isToken = [errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported].some((kind) => error instanceof kind);
  return isToken ? 'it is not a signed JWT' : null;
}

const claims: Readonly<Record<string, string>> = {
  iss: 'another issuer made it',
  aud: 'it is meant for another audience',
  nbf: 'it is not valid yet',
  exp: 'it does not say when it expires',
};

function invalid(why: string): Refusal {
  const challenge = `Bearer realm="record store", error="invalid_token", error_description="${why}"`;
  return { status: 401, reason: `The bearer token is not taken: ${why}.`, challenges: [challenge] };
}

function unreachable(why: string): Refusal {
  return { status: 503, reason: `The bearer token can't be checked now: ${why}.`, retryAfter: discoveryPause };
}
