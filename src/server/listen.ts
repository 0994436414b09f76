import { createServer, type RequestListener, type Server } from 'node:http';

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
  /** Takes no new request, lets the present ones finish (two seconds at most), then closes. */
  close(): Promise<void>;
}

/**
 * Listens on this machine only.
 * @param port 0 for any free one
 * @throws PortInUse, PortRefused
 */
export function listen(handler: RequestListener, port: number): Promise<Listening> {
  const server = createServer(handler);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : new PortRefused(port, error.code ?? error.message)),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port'));
      resolve({ port: address.port, server, close: () => closeServer(server) });
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), 2000);
    // A connection is kept open after its last answer, in case of a next request: there is none to wait for.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve();
    });
  });
}
