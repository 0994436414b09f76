import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/** The cookies of people who signed in. */
export interface SignInCookies {
  session(request: Request): string | undefined;
  setSession(response: Response, token: string): void;
  clearSession(response: Response): void;
  /** State of a sign-in by OpenID Connect that is under way. */
  state(request: Request): string | undefined;
  setState(response: Response, state: string): void;
  clearState(response: Response): void;
}

/**
 * Under https they carry the prefix that keeps other hosts from setting them (RFC 6265bis 4.1.3.2). `lax`: the issuer of
 * OpenID Connect sends people back by a link from another site.
 * @param origin of the server, as browsers know it
 */
export function signInCookies(origin: string): SignInCookies {
  const secure = origin.startsWith('https:');
  const [session, state] = ['session', 'sign-in'].map((name) => (secure ? `__Host-cpm-${name}` : `cpm-${name}`));
  const options: CookieOptions = { httpOnly: true, secure, sameSite: 'lax', path: '/' };
  const read = (request: Request, name: string) => parseCookie(request.headers.cookie ?? '')[name];
  return {
    session: (request) => read(request, session ?? ''),
    setSession: (response, token) => void response.cookie(session ?? '', token, options),
    clearSession: (response) => void response.clearCookie(session ?? '', options),
    state: (request) => read(request, state ?? ''),
    setState: (response, value) => void response.cookie(state ?? '', value, { ...options, maxAge: 600_000 }),
    clearState: (response) => void response.clearCookie(state ?? '', options),
  };
}
