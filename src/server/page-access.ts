import type { RequestHandler } from 'express';
import { type Authenticate, isRefusal, type Scope } from '../lrs/access.js';
import { ReplyError } from './reply-error.js';

/**
 * Lets only holders of a credential with one of these scopes open a page: the browser asks for key and secret.
 * A credential that is bound to a launch or a package opens no page.
 */
export function pageAccess(authenticate: Authenticate, scopes: readonly Scope[]): RequestHandler {
  return async (request, response, next) => {
    const principal = await authenticate(request.headers.authorization);
    if (!principal || isRefusal(principal)) {
      response.set({
        'WWW-Authenticate': 'Basic realm="CPM courseware", charset="UTF-8"',
        'Cache-Control': 'no-store',
      });
      throw new ReplyError(
        401,
        'This page takes a credential',
        'Give the key and secret of a credential of the record store; whoever runs this server makes them with cpm credentials add.',
      );
    }
    if (principal.guard || !scopes.some((scope) => principal.scopes.includes(scope))) {
      throw new ReplyError(
        403,
        'This credential does not open the page',
        `The page takes a credential with the scope ${scopes.join(' or ')}.`,
      );
    }
    next();
  };
}
