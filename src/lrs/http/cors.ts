import type { RequestHandler } from 'express';

const allowedHeaders =
  'Authorization, Content-Type, X-Experience-API-Version, X-Experience-API-Hash, If-Match, If-None-Match, Accept-Language';
const exposedHeaders = 'ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through';

/** Lets pages of listed origins read the store's answers; to all others the browser keeps them shut. */
export function cors(isOriginAllowed: (origin: string) => boolean): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('origin');
    response.vary('Origin');
    const allowed = origin !== undefined && isOriginAllowed(origin);
    if (allowed)
      response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposedHeaders });
    if (request.method !== 'OPTIONS') return next();
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
