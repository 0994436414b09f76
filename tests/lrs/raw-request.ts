import { connect } from 'node:net';

/** What came back over a bare connection; status 0 when it was closed without an answer. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Sends bytes as they are and gives back the first answer.
 * @param hangUp closes the sending side at once, as a sender does that gives up
 */
export function rawRequest(origin: string, bytes: string | Uint8Array, hangUp = false): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answerIn(Buffer.concat(chunks)));
    };
    // Some of what is sent is no whole request; the server rightly waits for the rest.
    const timer = setTimeout(done, 3000);
    socket.on('connect', () => {
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
      if (hangUp) socket.end();
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (isWhole(Buffer.concat(chunks))) done();
    });
    socket.on('end', done);
    socket.on('close', done);
    socket.on('error', done);
  });
}

function isWhole(bytes: Buffer): boolean {
  const { headers } = answerIn(bytes);
  const end = bytes.indexOf('\r\n\r\n');
  const length = headers.get('content-length');
  if (end < 0 || length === undefined) return false;
  return bytes.length >= end + 4 + Number(length);
}

function answerIn(bytes: Buffer): RawAnswer {
  const text = bytes.toString('utf8').replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}
