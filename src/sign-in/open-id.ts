import { createHash } from 'node:crypto';
import * as client from 'openid-client';
import type { TrackingDb } from '../tracking/open-tracking.js';

export interface OpenIdOptions {
  readonly db: TrackingDb;
  /** Address of the issuer. */
  readonly issuer: string;
  readonly clientId: string;
  /** '' for a client without one (a public client, which PKCE alone protects). */
  readonly clientSecret: string;
  /** The claim that holds a user's name; `email` counts only where the issuer says that it is verified. */
  readonly claim: string;
  /** Where the issuer sends people back to. */
  readonly callback: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Sign-in at an OpenID Connect issuer: authorization code with PKCE, state and nonce (OpenID Connect Core 3.1). */
export interface OpenId {
  /** @param next where the user wanted to go @returns where to send the browser, and the state to keep in a cookie */
  begin(next: string): Promise<{ readonly address: string; readonly state: string }>;
  /**
   * @param returned the address that the issuer sent the browser to
   * @param state from the cookie
   * @throws OpenIdRefused
   */
  finish(returned: URL, state: string | undefined): Promise<{ readonly name: string; readonly next: string }>;
}

/** The issuer, or what came back from it, can't be believed. */
export class OpenIdRefused extends Error {
  constructor(
    message: string,
    readonly isIssuers: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'OpenIdRefused';
  }
}

/** How long somebody may take at the issuer, milliseconds. */
const patience = 10 * 60_000;

export function createOpenId(options: OpenIdOptions): OpenId {
  const { db, callback, claim, now } = options;
  let found: Promise<client.Configuration> | null = null;
  // Asked when somebody first signs in: the server starts while the issuer is away.
  const configuration = () => {
    found ??= discovered(options).catch((error: unknown) => {
      found = null;
      throw new OpenIdRefused('The sign-in service does not answer.', true, { cause: error });
    });
    return found;
  };
  return {
    async begin(next) {
      const config = await configuration();
      const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
      await db
        .deleteFrom('oidc_tries')
        .where('created', '<', now() - patience)
        .execute();
      await db
        .insertInto('oidc_tries')
        .values({ state_hash: hashOf(state), verifier, nonce, next, created: now() })
        .execute();
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { address: address.href, state };
    },
    async finish(returned, state) {
      const config = await configuration();
      const waiting = state === undefined ? undefined : await taken(db, state);
      if (!waiting || state === undefined || now() - Number(waiting.created) > patience)
        throw new OpenIdRefused('This sign-in was not begun in this browser, or too long ago.', false);
      const address = new URL(callback);
      address.search = returned.search;
      const tokens = await client
        .authorizationCodeGrant(config, address, {
          expectedState: state,
          expectedNonce: waiting.nonce,
          pkceCodeVerifier: waiting.verifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw new OpenIdRefused('The sign-in service did not confirm who you are.', true, { cause: error });
        });
      return { name: nameIn(tokens.claims() ?? {}, claim), next: waiting.next };
    },
  };
}

function discovered({ issuer, clientId, clientSecret }: OpenIdOptions): Promise<client.Configuration> {
  const server = new URL(issuer);
  const onThisMachine = ['127.0.0.1', '[::1]', 'localhost'].includes(server.hostname);
  return client.discovery(
    server,
    clientId,
    undefined,
    clientSecret === '' ? client.None() : client.ClientSecretPost(clientSecret),
    // Elsewhere tokens never go without https.
    { execute: onThisMachine ? [client.allowInsecureRequests] : [], timeout: 10 },
  );
}

/** A try is good once. */
async function taken(db: TrackingDb, state: string) {
  return db.deleteFrom('oidc_tries').where('state_hash', '=', hashOf(state)).returningAll().executeTakeFirst();
}

function nameIn(claims: Readonly<Record<string, unknown>>, claim: string): string {
  const name = claims[claim];
  if (typeof name !== 'string' || name === '')
    throw new OpenIdRefused(`The sign-in service says nothing of your ${claim}.`, true);
  if (claim === 'email' && claims.email_verified !== true)
    throw new OpenIdRefused('The sign-in service has not verified your mail address.', false);
  return name;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
