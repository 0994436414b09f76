import type { RequestHandler } from 'express';
import { ReplyError } from './reply-error.js';

/**
 * Refuses requests that name another host: a page elsewhere could let its own name lead to this machine
 * and would then count as our origin (DNS rebinding).
 * @param port the port of this origin
 */
export function hostGate(port: number): RequestHandler {
  return (request, _response, next) => {
    const host = request.headers.host ?? '';
    if (['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`)) return next();
    throw new ReplyError(
      421,
      'This is not the server of that address',
      `Ask for http://127.0.0.1:${port}/ instead of ${host || 'no host'}.`,
    );
  };
}

/** Sends people who typed `localhost` to the one address that frames, cookies and policies are made for. */
export function oneAddress(origin: string): RequestHandler {
  return (request, response, next) => {
    const isPage = request.method === 'GET' && !request.path.startsWith('/xapi');
    if (isPage && `http://${request.headers.host}` !== origin)
      return void response.redirect(302, origin + request.originalUrl);
    next();
  };
}

/** What changes something is for our own pages: the Origin header must be ours (the record store has its own keys). */
export function originGate(origin: string): RequestHandler {
  return (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads || request.path.startsWith('/xapi') || request.headers.origin === origin) return next();
    throw new ReplyError(
      403,
      'This request came from elsewhere',
      'Only pages of this server may do that: the Origin header must be its own.',
    );
  };
}

/** Headers of every answer of one origin. */
export function plainHeaders(sharing: 'same-origin' | 'cross-origin'): RequestHandler {
  return (_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      // "no-referrer" would blank the Origin header of beacons, which the package origin checks.
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': sharing,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    });
    next();
  };
}

/** The policy of the main origin's pages: nothing inline, nothing from elsewhere, courses in a frame only. */
export function pagePolicy(contentOrigin: string): RequestHandler {
  return (_request, response, next) => {
    response.set(
      'Content-Security-Policy',
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        `frame-src ${contentOrigin}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    );
    next();
  };
}
