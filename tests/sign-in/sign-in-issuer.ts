import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A real issuer of OpenID Connect on this machine, at which everybody is signed in already. */
export interface SignInIssuer {
  readonly issuer: string;
  /** What it says of whoever comes; `nonce` replaces the one that was asked for. */
  says(claims: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export async function startSignInIssuer(clientId: string, clientSecret: string): Promise<SignInIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, URLSearchParams>();
  let claims: Readonly<Record<string, unknown>> = {};
  let issuer = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['ES256'],
          code_challenge_methods_supported: ['S256'],
        });
      case '/keys':
        return json(200, { keys: [jwk] });
      case '/authorize': {
        const code = randomBytes(8).toString('hex');
        codes.set(code, url.searchParams);
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('code', code);
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        return void response.writeHead(302, { Location: back.href }).end();
      }
      case '/token': {
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', async () => {
          const form = new URLSearchParams(body);
          const asked = codes.get(form.get('code') ?? '');
          codes.delete(form.get('code') ?? '');
          const challenge = createHash('sha256')
            .update(form.get('code_verifier') ?? '')
            .digest('base64url');
          const isRight =
            asked?.get('code_challenge') === challenge &&
            asked.get('client_id') === clientId &&
            asked.get('redirect_uri') === form.get('redirect_uri') &&
            form.get('client_secret') === clientSecret;
          if (!isRight) return json(400, { error: 'invalid_grant' });
          const token = await new SignJWT({ nonce: asked.get('nonce'), ...claims })
            .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
            .setIssuer(issuer)
            .setAudience(clientId)
            .setSubject('user-1')
            .setIssuedAt()
            .setExpirationTime('5m')
            .sign(privateKey);
          return json(200, { access_token: 'not-used', token_type: 'Bearer', expires_in: 300, id_token: token });
        });
        return;
      }
      default:
        return json(404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    says(next) {
      claims = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
