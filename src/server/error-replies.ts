import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Engine } from '../html/engine.js';
import { DatabaseUnavailable } from '../lrs/store.js';
import { ReplyError } from './reply-error.js';

/** The last handler but one: an address that nobody serves. */
export const noSuchPage: RequestHandler = (request) => {
  throw new ReplyError(404, 'There is no such page', `Nothing is served at ${request.baseUrl}${request.path}.`);
};

/**
 * The last handler: a page for people, JSON (`{"error":{"status","title","message"}}`) for programs, never a stack.
 * @param report gets what we did not expect
 */
export function errorReplies(engine: Engine, report: (error: unknown) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, title, message, isInReadersLanguage } = asReply(error, report);
    response.status(status);
    if (status === 503) response.set('Retry-After', '5');
    const forPeople = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
    if (forPeople) response.type('html').send(engine.render('server/error', { title, message, isInReadersLanguage }));
    else response.json({ error: { status, title, message } });
  };
}

function asReply(error: unknown, report: (error: unknown) => void): ReplyError {
  if (error instanceof ReplyError) return error;
  const status = statusOf(error);
  // Express' own refusals: a body that is no JSON, one that is too large, an address that cannot be decoded.
  if (status !== null && error instanceof Error)
    return new ReplyError(status, 'The request cannot be read', error.message);
  report(error);
  if (error instanceof DatabaseUnavailable)
    return new ReplyError(
      503,
      'The database does not answer',
      'Try again in a moment; the log of the server says more.',
    );
  return new ReplyError(
    500,
    'Something went wrong on our side',
    'The server met an error that it did not expect. Its log says more.',
  );
}

function statusOf(error: unknown): number | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
