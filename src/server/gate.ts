import type { RequestHandler } from 'express';
import { ReplyError } from './reply-error.js';

/**
 * Refuses requests that name another host: a page elsewhere could let its own name lead to this machine
 * and would then count as our origin (DNS rebinding). This machine's own names always pass.
 * @param port the port of this origin on this machine
 * @param origin as browsers know it
 * @param base path before all addresses, for the hint
 */
export function hostGate(port: number, origin: string, base = ''): RequestHandler {
  const hosts = hostsOf(port, origin);
  return (request, _response, next) => {
    // With a trusted proxy, Express takes it from X-Forwarded-Host.
    const host = request.host?.toLowerCase() ?? '';
    if (hosts.has(host)) return next();
    throw new ReplyError(
      421,
      'This is not the server of that address',
      `Ask for ${origin}${base}/ instead of ${host || 'no host'}.`,
    );
  };
}

/** Every name of an origin that a request may ask for it by. */
export function hostsOf(port: number, origin: string): ReadonlySet<string> {
  const { host: known, protocol } = new URL(origin);
  const hosts = new Set([known, `${known}:${protocol === 'https:' ? 443 : 80}`]);
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) hosts.add(`${name}:${port}`);
  return hosts;
}

/** Sends people who typed `localhost` to the one address that frames, cookies and policies are made for. */
export function oneAddress(origin: string): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' && `http://${request.headers.host}` !== origin)
      return void response.redirect(302, origin + request.originalUrl);
    next();
  };
}

/** What changes something is for our own pages: the Origin header must be ours (the record store has its own keys). */
export function originGate(origin: string): RequestHandler {
  return (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads || request.headers.origin === origin) return next();
    throw new ReplyError(
      403,
      'This request came from elsewhere',
      `Only pages of ${origin} may do that: the Origin header must name it.`,
    );
  };
}

/**
 * Headers of every answer of one origin.
 * @param origin as browsers know it; under https they are told to keep to it for a year (RFC 6797)
 */
export function plainHeadersOf(origin: string): Readonly<Record<string, string>> {
  return {
    ...(origin.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    'X-Content-Type-Options': 'nosniff',
    // "no-referrer" would blank the Origin header of beacons, which the package origin checks.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}

/** Puts these headers on every answer. */
export function plainHeaders(origin: string): RequestHandler {
  const headers = plainHeadersOf(origin);
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

/**
 * The policy of the main origin's pages: nothing inline, nothing from elsewhere, courses in a frame only.
 * @param contentOrigin null when nothing is played here
 */
export function pagePolicy(contentOrigin: string | null): RequestHandler {
  return (_request, response, next) => {
    response.set(
      'Content-Security-Policy',
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        `frame-src ${contentOrigin ?? "'none'"}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    );
    next();
  };
}
