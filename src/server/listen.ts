import { createServer, type RequestListener, type Server } from 'node:http';

/** The port is taken; which one, so that the message can say it. */
export class PortInUse extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is in use`);
    this.name = 'PortInUse';
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
 * @throws PortInUse
 */
export function listen(handler: RequestListener, port: number): Promise<Listening> {
  const server = createServer(handler);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error),
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
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
