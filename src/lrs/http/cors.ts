import type { Request, RequestHandler } from 'express';
import { HttpRefusal } from './refusal.js';

const allowedHeaders =
  'Authorization, Content-Type, X-Experience-API-Version, X-Experience-API-Hash, If-Match, If-None-Match, Accept-Language';
const exposedHeaders =
  'ETag, Last-Modified, Retry-After, X-Experience-API-Version, X-Experience-API-Consistent-Through';

/**
 * Lets pages of listed origins read the store's answers; to all others the browser keeps them shut.
 * It keeps answers shut, not requests: a form of any page could be sent with a credential that the browser remembers
 * (xAPI's Alternate Request Syntax is a form), so what comes from an origin that is not listed writes nothing.
 */
export function cors(isOriginAllowed: (origin: string) => boolean): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('origin');
    response.vary('Origin');
    // "null" is what every sandboxed frame and local file sends: it names nobody.
    const allowed = origin !== undefined && origin !== 'null' && isOriginAllowed(origin);
    if (allowed)
      response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposedHeaders });
    if (request.method !== 'OPTIONS') {
      if (origin === undefined || allowed || isRead(request) || isOwn(origin, request)) return next();
      throw new HttpRefusal(403, `Pages of the origin ${origin} may not write to this record store.`);
    }
    if (allowed) {
      response.set({
        'Access-Control-Allow-Methods': 'GET, HEAD, PUT, POST, DELETE',
        'Access-Control-Allow-Headers': allowedHeaders,
        'Access-Control-Max-Age': '600',
      });
    }
    response.status(204).end();
  };
}

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A page of the record store's own address. */
function isOwn(origin: string, request: Request): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
