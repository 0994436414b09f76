import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** The answer to one request: its headers are gathered, and go out once with its end. */
export interface Reply {
  /** The last value of a name counts; names are always written alike. */
  set(name: string, value: string | readonly string[]): void;
  /** An answer with a JSON text as its body. */
  text(json: string, status?: number): void;
  json(value: unknown, status?: number): void;
  bytes(content: Uint8Array, contentType: string): void;
  /** An answer without a body. */
  empty(status: 204 | 304): void;
  /** True when the answer is on its way: nothing more can be said. */
  isSent(): boolean;
}

/** @param headers what the answer says in any case */
export function openReply(response: ServerResponse, ...headers: readonly Readonly<Record<string, string>>[]): Reply {
  const said: OutgoingHttpHeaders = Object.assign({}, ...headers);
  const send = (status: number, body: string | Uint8Array, contentType: string) => {
    said['Content-Type'] = contentType;
    said['Content-Length'] = Buffer.byteLength(body);
    response.writeHead(status, said);
    // Node leaves the body out of an answer to HEAD.
    response.end(body);
  };
  const text = (json: string, status = 200) => send(status, json, 'application/json; charset=utf-8');
  return {
    set(name, value) {
      said[name] = typeof value === 'string' ? value : [...value];
    },
    text,
    json: (value, status) => text(JSON.stringify(value), status),
    bytes: (content, contentType) => send(200, content, contentType),
    empty(status) {
      response.writeHead(status, said);
      response.end();
    },
    isSent: () => response.headersSent,
  };
}
