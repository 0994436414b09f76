import type { RequestHandler } from 'express';
import { type Authenticate, isRefusal, type Scope } from '../lrs/access.js';
import type { StoredCredential } from '../lrs/store.js';
import type { SignIns } from '../sign-in/sign-ins.js';
import { sightOf, type Users } from '../sign-in/users.js';
import type { Sight } from '../tracking/sight.js';
import { type Reader, readerOf, roleNow, setReader } from './reader.js';
import { ReplyError } from './reply-error.js';
import type { SignInCookies } from './sign-in-cookies.js';

/** Who may come in, and how they show who they are. */
export interface Entry {
  readonly users: Users;
  readonly signIns: SignIns;
  readonly cookies: SignInCookies;
  readonly authenticate: Authenticate;
  readonly credential: (id: string) => Promise<StoredCredential | undefined>;
  /** False: whoever sits at this machine sees everything without signing in. */
  readonly isGuarded: boolean;
  /** Base path before all addresses. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Stands before the id of a credential where a session names its user: somebody who signed in by key and secret. */
export const credentialMark = 'credential:';

/**
 * Finds out who asks, by session, by credential, or by sitting at this machine. Browsers are sent to the sign-in page,
 * programs get 401. Whoever has a password from an operator changes it first.
 */
export function pageReader(entry: Entry): RequestHandler {
  return async (request, response, next) => {
    const token = entry.cookies.session(request);
    const reader =
      (token === undefined ? null : await readerBySession(entry, token)) ??
      (request.headers.authorization === undefined
        ? null
        : await readerByCredential(entry, request.headers.authorization));
    const wanted =
      request.method !== 'GET' || request.originalUrl === `${entry.base}/`
        ? ''
        : `?next=${encodeURIComponent(request.originalUrl)}`;
    if (reader === 'change') return void response.redirect(303, `${entry.base}/account${wanted}`);
    if (reader) setReader(request, reader);
    else if (!entry.isGuarded) setReader(request, { name: '', sight: { kind: 'state' }, userId: null });
    else if (
      request.method === 'GET' &&
      request.accepts(['json', 'html']) === 'html' &&
      !request.headers.authorization
    ) {
      return void response.set('Cache-Control', 'no-store').redirect(303, `${entry.base}/sign-in${wanted}`);
    } else challenge(response);
    roleNow.run(readerOf(request).sight.kind, next);
  };
}

/** Lets only these kinds of readers on. */
export function openFor(...kinds: readonly Sight['kind'][]): RequestHandler {
  return (request, _response, next) => {
    if (!kinds.includes(readerOf(request).sight.kind))
      throw new ReplyError(
        403,
        'This page is not for your role',
        'What you may see stands in the navigation. Whoever runs this server can give you another role.',
      );
    next();
  };
}

async function readerBySession(entry: Entry, token: string): Promise<Reader | 'change' | null> {
  const userId = await entry.signIns.userOf(token);
  if (userId === null) return null;
  if (userId.startsWith(credentialMark)) {
    const credential = await entry.credential(userId.slice(credentialMark.length));
    const inForce = credential && credential.revoked === null && (credential.expires ?? Infinity) > entry.now();
    return inForce ? { name: credential.id, sight: { kind: 'state' }, userId, ...readsOnly(credential.scopes) } : null;
  }
  const user = await entry.users.byId(userId);
  if (!user || user.disabled !== null) return null;
  return user.mustChange ? 'change' : { name: user.name, sight: sightOf(user), userId };
}

/** Scopes of a credential that open pages: they hold answers and learners' results. */
const opening: readonly Scope[] = ['all', 'all/read'];

/** @throws ReplyError for a credential that is unknown, or good for other things only */
export async function readerByCredential(
  { authenticate }: Pick<Entry, 'authenticate'>,
  authorization: string,
): Promise<Reader | null> {
  const principal = await authenticate(authorization);
  if (!principal || isRefusal(principal)) return null;
  if (principal.guard || !opening.some((scope) => principal.scopes.includes(scope)))
    throw new ReplyError(
      403,
      'This credential does not open the page',
      `The page takes a credential with the scope ${opening.join(' or ')}.`,
    );
  return { name: principal.id, sight: { kind: 'state' }, userId: null, ...readsOnly(principal.scopes) };
}

function readsOnly(scopes: readonly Scope[]): { readsOnly?: true } {
  return scopes.includes('all') ? {} : { readsOnly: true };
}

/** Lets nobody on whose credential is for reading: launching a course writes. */
export const writersOnly: RequestHandler = (request, _response, next) => {
  if (readerOf(request).readsOnly)
    throw new ReplyError(
      403,
      'This credential does not open the page',
      'The page takes a credential with the scope all.',
    );
  next();
};

/** Asks for key and secret. */
export function challenge(response: Parameters<RequestHandler>[1]): never {
  response.set({
    'WWW-Authenticate': 'Basic realm="CPM courseware", charset="UTF-8"',
    'Cache-Control': 'no-store',
  });
  throw new ReplyError(
    401,
    'This page takes a credential',
    'Give the key and secret of a credential of the record store; whoever runs this server makes them with cpm credentials add. People sign in at /sign-in.',
  );
}
