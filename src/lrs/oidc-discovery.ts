import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';

/** What an issuer says of itself. */
export interface FoundIssuer {
  /** As it names itself, and as its tokens do. */
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

export interface IssuerKeys {
  /** Null while the issuer has not been reached; `why` then says what went wrong last. */
  get(): Promise<FoundIssuer | null>;
  why(): string;
}

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Milliseconds after which a key that is not known may be asked for again. */
  readonly keyPause: number;
  /** Told when the issuer could not be reached. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Seconds before an issuer that could not be reached is asked again. */
export const discoveryPause = 5;
const answerTimeout = 5000;
/** An issuer's document is read anew after an hour; until then, and when that fails, the one before counts. */
const documentAge = 3_600_000;

/**
 * Looks for an issuer's keys by its discovery document (OpenID Connect Discovery 1.0, 4) at once, and then again
 * as long as somebody asks: a server starts and works without its issuer.
 */
export function issuerKeys({ issuer, keyPause, onError, now }: IssuerKeysOptions): IssuerKeys {
  let found: (FoundIssuer & { readonly uri: string; readonly at: number }) | null = null;
  let tried = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;
  let trouble = 'it was not asked yet';
  const look = async (): Promise<void> => {
    tried = now();
    try {
      const { issuer: named, jwks_uri: uri } = await documentOf(issuer);
      const options = { timeoutDuration: answerTimeout, cooldownDuration: keyPause };
      const keys = found?.uri === uri ? found.keys : createRemoteJWKSet(new URL(uri), options);
      found = { issuer: named, keys, uri, at: now() };
    } catch (error) {
      trouble = troubleOf(error);
      onError(new Error(`The issuer ${issuer} of bearer tokens could not be used: ${trouble}`));
    } finally {
      underWay = null;
    }
  };
  const lookAgain = () => {
    if (tried + discoveryPause * 1000 <= now()) underWay ??= look();
  };
  lookAgain();
  return {
    async get() {
      if (!found || found.at + documentAge <= now()) lookAgain();
      if (!found && underWay) await underWay;
      return found;
    },
    why: () => trouble,
  };
}

const documentShape = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function documentOf(issuer: string): Promise<z.infer<typeof documentShape>> {
  const response = await fetch(`${withoutSlash(issuer)}/.well-known/openid-configuration`, {
    redirect: 'error',
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(answerTimeout),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Unusable(`its discovery document was answered with ${response.status}`);
  }
  const document = documentShape.safeParse(await response.json().catch(() => null));
  if (!document.success) throw new Unusable('its discovery document names no issuer and jwks_uri');
  const { issuer: named, jwks_uri: uri } = document.data;
  // Else one issuer could speak for another (OpenID Connect Discovery 1.0, 4.3).
  if (withoutSlash(named) !== withoutSlash(issuer))
    throw new Unusable(`its discovery document names another issuer, ${named.slice(0, 200)}`);
  if (!isSafeAddress(uri)) throw new Unusable('its keys are not behind https');
  return document.data;
}

/** With and without it is one place, and people write either. */
function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

/** True for https, and for http on this machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}

class Unusable extends Error {}

function troubleOf(error: unknown): string {
  if (error instanceof Unusable) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer in time';
  return 'it could not be reached';
}
