import { type IncomingHttpHeaders, request } from 'node:http';
import { createServer, type Server } from 'node:https';
import { pipeline } from 'node:stream';
import { certificate } from './certificate.js';

export interface ProxyRules {
  /** Host name it goes by; a browser finds every `*.localhost` on this machine. */
  readonly name: string;
  /** What to cut off each path before it is passed on; '' for nothing. */
  readonly cut: string;
  /** The header Host as the server behind sees it: as it came, or the server's own with X-Forwarded-Host beside. */
  readonly host: 'kept' | 'own';
}

export interface HttpsProxy {
  /** `https://training.localhost:43210` */
  readonly origin: string;
  /** Leads to this port of this machine from now on. */
  to(port: number): void;
  close(): Promise<void>;
}

/** Ends HTTPS before a server, as nginx, Caddy or a load balancer do. */
export async function httpsProxy({ name, cut, host }: ProxyRules): Promise<HttpsProxy> {
  let target = 0;
  const server: Server = createServer(certificate([name]), (incoming, answer) => {
    const headers: IncomingHttpHeaders = {
      ...incoming.headers,
      'x-forwarded-for': incoming.socket.remoteAddress,
      'x-forwarded-proto': 'https',
    };
    if (host === 'own') {
      headers['x-forwarded-host'] = incoming.headers.host;
      headers.host = `127.0.0.1:${target}`;
    }
    const url = incoming.url ?? '/';
    const passed = request(
      {
        host: '127.0.0.1',
        port: target,
        method: incoming.method,
        path: url.startsWith(cut) ? url.slice(cut.length) || '/' : url,
        headers,
      },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        pipeline(response, answer, () => undefined);
      },
    );
    passed.on('error', () => answer.headersSent || answer.writeHead(502).end());
    pipeline(incoming, passed, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    origin: `https://${name}:${port}`,
    to(port) {
      target = port;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
