import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request as the log has it: nothing of a learner, no secret, no query string, no body, no address of a person's machine. */
export interface RequestLine {
  /** Also in the answer's header `X-Request-Id`. */
  readonly request: string;
  readonly method: string;
  /** Known words of the path; what else was in it is `…`. */
  readonly path: string;
  readonly status: number;
  /** From the request's head to the answer's end. */
  readonly ms: number;
  /** Length of the answer's body, where it is known beforehand. */
  readonly bytes?: number;
  /** Id of the credential that came with it. */
  readonly credential?: string;
  /** The sender went away before the answer's end. */
  readonly aborted?: true;
}

export interface RequestFacts {
  readonly id: string;
  /** As it came, without base path and query: routers change the request's own. */
  readonly path: string;
  /** Words that may stand in a path beside the server's own: ids of modules and targets, names of packages. */
  readonly names: ReadonlySet<string>;
  /** Milliseconds. */
  readonly ms: number;
}

/** Makes the log's line of a request that is answered. */
export function requestLine(
  request: IncomingMessage,
  response: ServerResponse,
  { id, path, names, ms }: RequestFacts,
): RequestLine {
  const bytes = Number(response.getHeader('content-length') ?? Number.NaN);
  const credential = credentialOf(request.headers.authorization);
  return {
    request: id,
    method: request.method ?? '',
    path: loggedPath(path, names),
    status: response.statusCode,
    ms: Math.round(ms * 10) / 10,
    ...(Number.isNaN(bytes) ? {} : { bytes }),
    // A refused credential may be anything, a name or an address too.
    ...(credential === null || response.statusCode === 401 ? {} : { credential }),
    ...(response.writableFinished ? {} : { aborted: true as const }),
  };
}

/** Whoever mistakes our paths may write a learner's address into one, and the id of a launch is a right. */
function loggedPath(path: string, names: ReadonlySet<string>): string {
  return path
    .split('/')
    .slice(0, 12)
    .map((part) => (part === '' || words.has(part) || names.has(part) ? part : '…'))
    .join('/');
}

const words = new Set(
  [
    'xapi statements activities state agents profile about',
    'collector health live ready assets site.css panel.js player.js icon.svg',
    'packages play launches attempts events mishaps reports reports.csv',
    'content commit calls left fetch returned',
  ].flatMap((line) => line.split(' ')),
);

/** Our keys are hexadecimal; another text before the colon is none of ours. */
function credentialOf(authorization: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(Basic|Bearer)\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return 'token';
  const id = Buffer.from(value, 'base64').toString('latin1').split(':', 1)[0] ?? '';
  return /^[0-9a-f]{8,64}$/.test(id) ? id : null;
}
