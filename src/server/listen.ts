import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

/** The port is taken; which one, so that the message can say it. */
export class PortInUse extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is in use`);
    this.name = 'PortInUse';
  }
}

/** The system lets nobody listen on the port, or not this user. */
export class PortRefused extends Error {
  constructor(
    readonly port: number,
    /** The system's own code (`EACCES`). */
    readonly code: string,
  ) {
    super(`Port ${port} cannot be opened (${code})`);
    this.name = 'PortRefused';
  }
}

/** A server that listens, with a close that waits for answers under way. */
export interface Listening {
  readonly port: number;
  readonly server: Server;
  /**
   * Takes no new connection, lets the requests under way finish, then closes.
   * @param limit milliseconds after which what is still under way is cut off
   * @returns false when something was cut off
   */
  close(limit: number): Promise<boolean>;
}

/** Milliseconds. A client that sends more slowly than this holds a connection for nothing. */
const timeouts = {
  headersTimeout: 20_000,
  /** Five megabytes in two minutes: 42 kB a second. */
  requestTimeout: 120_000,
  /** Longer than proxies keep theirs (a minute, mostly): the side that sends must be the one that closes. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
} as const;
const mostHeaders = 100;
const mostConnections = 5000;

/**
 * @param port 0 for any free one
 * @param host name or address of this machine to listen at
 * @throws PortInUse, PortRefused
 */
export function listen(handler: RequestListener, port: number, host: string): Promise<Listening> {
  const server = createServer(timeouts, handler);
  server.maxHeadersCount = mostHeaders;
  server.maxConnections = mostConnections;
  const connected = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connected.add(socket);
    socket.once('close', () => connected.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : new PortRefused(port, error.code ?? error.message)),
    );
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port'));
      resolve({ port: address.port, server, close: (limit) => closeServer(server, connected, limit) });
    });
  });
}

function closeServer(server: Server, connected: ReadonlySet<Socket>, limit: number): Promise<boolean> {
  return new Promise((resolve) => {
    let whole = true;
    const timer = setTimeout(() => {
      whole = false;
      server.closeAllConnections();
    }, limit);
    // A connection is kept open after its last answer, in case of a next request: there is none to wait for.
    const idle = setInterval(() => {
      server.closeIdleConnections();
      // Browsers open connections ahead of any request; Node takes these for requests that are under way.
      for (const socket of connected) if (socket.bytesRead === 0) socket.destroy();
    }, 20);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve(whole);
    });
  });
}
