import { createServer, type Server } from 'node:http';
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A real OpenID Connect issuer on a port of this machine, as far as a record store sees one. */
export interface TestIssuer {
  readonly issuer: string;
  /** How often its keys were fetched. */
  readonly fetches: () => number;
  /** Makes a key with an id; `published` puts it among the issuer's keys. */
  key(kid: string, alg?: string, published?: boolean): Promise<IssuerKey>;
  /** Takes a key away. */
  retire(kid: string): void;
  /** What the discovery document says instead of the truth; `{}` for the truth. */
  pretend(document: Readonly<Record<string, unknown>>): void;
  /** Answers every request with this status; null as usual. */
  fail(status: number | null): void;
  start(port?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface IssuerKey {
  readonly kid: string;
  readonly alg: string;
  readonly jwk: JWK;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

export async function startIssuer(): Promise<TestIssuer> {
  const keys = new Map<string, JWK>();
  let server: Server | null = null;
  let port = 0;
  let fetches = 0;
  let lies: Readonly<Record<string, unknown>> = {};
  let failing: number | null = null;
  const issuer = () => `http://127.0.0.1:${port}/realms/training`;
  const start = async (at = 0) => {
    const made = createServer((request, response) => {
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      if (failing !== null) return answer(failing, {});
      switch (request.url) {
        case '/realms/training/.well-known/openid-configuration':
          return answer(200, { issuer: issuer(), jwks_uri: `${issuer()}/keys`, ...lies });
        case '/realms/training/keys':
          fetches++;
          return answer(200, { keys: [...keys.values()] });
        default:
          return answer(404, {});
      }
    });
    server = made;
    await new Promise<void>((resolve) => made.listen(at, '127.0.0.1', resolve));
    const address = made.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    port = address.port;
  };
  await start();
  return {
    get issuer() {
      return issuer();
    },
    fetches: () => fetches,
    async key(kid, alg = 'ES256', published = true) {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
      if (published) keys.set(kid, jwk);
      return { kid, alg, jwk, publicKey, privateKey };
    },
    retire: (kid) => void keys.delete(kid),
    pretend: (document) => {
      lies = document;
    },
    fail: (status) => {
      failing = status;
    },
    start: (at = port) => start(at),
    async stop() {
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
      server = null;
    },
  };
}

/** What a token says; undefined is left out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token; what is given replaces what is usual, undefined leaves it out. Times in seconds since the epoch. */
export function token(
  { issuer }: TestIssuer,
  key: IssuerKey,
  audience: string,
  now: number,
  claims: Claims = {},
): Promise<string> {
  const usual = { iss: issuer, aud: audience, sub: 'user-1', iat: now, exp: now + 300, scope: 'openid xapi:all/read' };
  return signed({ ...usual, ...claims }, key);
}

/** Signs anything, with these words in the header beside the usual ones. */
export function signed(claims: Claims, { kid, alg, privateKey }: IssuerKey, header: Claims = {}): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  return new CompactSign(bytes).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey);
}
