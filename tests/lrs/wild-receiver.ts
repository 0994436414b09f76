import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isObject, type JsonObject } from '../../src/xapi/json.js';

/** How the next request to `statements` is answered. */
export type Turn =
  | 'take'
  /** Keeps the statements, and the connection dies before the answer. */
  | 'take and drop'
  | 'drop'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Another record store as it is met in the wild: it does what it is told, and remembers what came. */
export interface WildReceiver {
  /** Ends in '/'. */
  readonly endpoint: string;
  /** Statements kept, in the order of their first coming. */
  readonly kept: JsonObject[];
  /** Every POST: how many statements it had, how many bytes, when, with which headers. */
  readonly posts: { statements: JsonObject[]; bytes: number; at: number; headers: IncomingMessage['headers'] }[];
  /** Most requests under way at once. */
  readonly mostAtOnce: () => number;
  /** Turns for the next requests; then `otherwise` decides. */
  readonly script: Turn[];
  otherwise: (statements: readonly JsonObject[]) => Turn | Promise<Turn>;
  stop(): Promise<void>;
}

export async function startWildReceiver(): Promise<WildReceiver> {
  const byId = new Map<string, JsonObject>();
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    void (request.method === 'GET' ? show(request, response) : post(request, response));
  });
  const show = async (request: IncomingMessage, response: ServerResponse) => {
    const id = new URL(request.url ?? '', 'http://x/').searchParams.get('statementId') ?? '';
    const found = byId.get(id);
    response.writeHead(found ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(found ?? {}));
  };
  const post = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const statements: JsonObject[] = JSON.parse(body.toString());
    receiver.posts.push({ statements, bytes: body.length, at: Date.now(), headers: request.headers });
    const turn = receiver.script.shift() ?? (await receiver.otherwise(statements));
    if (turn === 'drop') return void request.socket.destroy();
    if (typeof turn === 'object') return void response.writeHead(turn.status, turn.headers).end(turn.body ?? '');
    for (const one of statements) {
      const id = String(one.id);
      if (!byId.has(id)) receiver.kept.push(one);
      byId.set(id, one);
    }
    if (turn === 'take and drop') return void request.socket.destroy();
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(statements.map((one) => one.id)));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!isObject(address)) throw new Error('No port');
  const receiver: WildReceiver = {
    endpoint: `http://127.0.0.1:${String(address.port)}/wild/`,
    kept: [],
    posts: [],
    mostAtOnce: () => most,
    script: [],
    otherwise: () => 'take',
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
