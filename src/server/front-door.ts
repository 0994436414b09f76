import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Health } from './health.js';
import { type RequestLine, requestLine } from './request-line.js';

export interface FrontDoorOptions {
  /** Base path of the public address; '' for none. */
  readonly base: string;
  /** Answers `/health`; absent on the package origin. */
  readonly health?: Health;
  /** Words that the log may show in paths. */
  readonly names: ReadonlySet<string>;
  readonly uuid: () => string;
  /** Told of every request once it is answered. */
  readonly onRequest: (line: RequestLine) => void;
}

/** What every request passes before any routing. */
export interface FrontDoor {
  readonly listener: RequestListener;
  /** Sends requests there from now on; before, they are told to come again. */
  open(handler: RequestListener): void;
  /** From now on each answer says that its connection ends with it. */
  stopping(): void;
}

/**
 * Health, the log, the base path, and an honest answer while the server still starts.
 * The base path is put before paths that come without it, for some proxies cut it off and some don't.
 */
export function frontDoor({ base, health, names, uuid, onRequest }: FrontDoorOptions): FrontDoor {
  let handler: RequestListener = notYet;
  let ends = false;
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const answer = reads && health ? await health.answer(pathBelow(base, request.url ?? '')) : null;
    if (answer) return sendJson(response, answer.status, answer.body);
    request.url = withBase(base, request.url ?? '');
    handler(request, response);
  };
  return {
    listener(request, response) {
      const began = performance.now();
      const id = uuid();
      const path = pathBelow(base, request.url ?? '');
      response.setHeader('X-Request-Id', id);
      if (ends) response.setHeader('Connection', 'close');
      response.on('close', () =>
        onRequest(requestLine(request, response, { id, path, names, ms: performance.now() - began })),
      );
      void route(request, response);
    },
    open(opened) {
      handler = opened;
    },
    stopping() {
      ends = true;
    },
  };
}

const notYet: RequestListener = (_request, response) => {
  response.setHeader('Retry-After', '1');
  sendJson(response, 503, {
    error: { status: 503, title: 'The server is starting', message: 'It will answer in a moment. Try again.' },
  });
};

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

function isBelow(base: string, url: string): boolean {
  return url.startsWith(base) && /^[/?#]?$/.test(url.charAt(base.length));
}

function withBase(base: string, url: string): string {
  return base === '' || !url.startsWith('/') || isBelow(base, url) ? url : base + url;
}

function pathBelow(base: string, url: string): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? '';
  return base !== '' && isBelow(base, path) ? path.slice(base.length) : path;
}
