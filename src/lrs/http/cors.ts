import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal.js';
import type { Reply } from './reply.js';

const allowedHeaders =
  'Authorization, Content-Type, X-Experience-API-Version, X-Experience-API-Hash, If-Match, If-None-Match, Accept-Language';
const exposedHeaders =
  'ETag, Last-Modified, Retry-After, X-Experience-API-Version, X-Experience-API-Consistent-Through';

/**
 * Lets pages of listed origins read the store's answers; to all others the browser keeps them shut.
 * It keeps answers shut, not requests: a form of any page could be sent with a credential that the browser remembers
 * (xAPI's Alternate Request Syntax is a form), so what comes from an origin that is not listed writes nothing.
 * @returns false when the browser only asked what is allowed, and got its answer
 * @throws HttpRefusal 403 for what would write
 */
export function cors(request: IncomingMessage, reply: Reply, isOriginAllowed: (origin: string) => boolean): boolean {
  const { origin } = request.headers;
  // "null" is what every sandboxed frame and local file sends: it names nobody.
  const allowed = origin !== undefined && origin !== 'null' && isOriginAllowed(origin);
  reply.set('Vary', 'Origin');
  if (allowed) {
    reply.set('Access-Control-Allow-Origin', origin);
    reply.set('Access-Control-Expose-Headers', exposedHeaders);
  }
  if (request.method !== 'OPTIONS') {
    if (origin === undefined || allowed || isRead(request) || isOwn(origin, request)) return true;
    throw new HttpRefusal(403, `Pages of the origin ${origin} may not write to this record store.`);
  }
  if (allowed) {
    reply.set('Access-Control-Allow-Methods', 'GET, HEAD, PUT, POST, DELETE');
    reply.set('Access-Control-Allow-Headers', allowedHeaders);
    reply.set('Access-Control-Max-Age', '600');
  }
  reply.empty(204);
  return false;
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A page of the record store's own address. */
function isOwn(origin: string, request: IncomingMessage): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
