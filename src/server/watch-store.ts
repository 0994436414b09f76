import type { RequestHandler, Response } from 'express';
import type { Launch } from '../launch/launch.js';
import type { Launches } from '../launch/launches.js';
import { meetMishap } from '../launch/meet-mishap.js';
import { textAt } from '../xapi/json.js';

export interface WatchOptions {
  readonly launches: Launches;
  readonly contentOrigin: string;
  readonly now: () => number;
  /** Told when a launch could not take note of a document. */
  readonly onError: (error: unknown) => void;
}

/**
 * Stands before the record store: requests of a launch appear in its log, its mishaps happen to them,
 * and a stored document is told to the launch. Requests of others pass untouched.
 */
export function watchStore({ launches, contentOrigin, now, onError }: WatchOptions): RequestHandler {
  return async (request, response, next) => {
    const launch = launches.byAuthorization(request.headers.authorization);
    if (!launch) return next();
    const what = `${request.method} ${request.path.slice(1)}${stateOf(request.query)}`;
    const mishap = await meetMishap(launch, request);
    if (mishap === 'dropped') return launch.feed.calls([{ at: now(), call: what, answer: '', error: 'No answer' }]);
    if (mishap) {
      launch.feed.calls([{ at: now(), call: what, answer: String(mishap.status), error: mishap.reason }]);
      response.set({ 'Access-Control-Allow-Origin': contentOrigin, Vary: 'Origin' });
      return void response.status(mishap.status).json({ error: mishap.reason });
    }
    logAnswer(launch, response, what, now);
    if (request.method !== 'GET' && request.path.startsWith('/activities/state')) {
      response.on('finish', () => {
        if (response.statusCode < 400) launch.open.documentsChanged?.().catch(onError);
      });
    }
    next();
  };
}

function logAnswer(launch: Launch, response: Response, what: string, now: () => number): void {
  let refusal = '';
  // The reason of a refusal is in the answer's body, and nowhere else.
  const json = response.json.bind(response);
  response.json = (body: unknown) => {
    refusal = textAt(body, 'error') ?? '';
    return json(body);
  };
  response.on('finish', () => {
    const failed = response.statusCode >= 400;
    // Asking for what is not there yet is part of every first launch.
    const isFault = failed && !(response.statusCode === 404 && what.startsWith('GET'));
    launch.feed.calls([
      { at: now(), call: what, answer: String(response.statusCode), error: isFault ? refusal || 'Refused' : null },
    ]);
  });
}

function stateOf(query: Readonly<Record<string, unknown>>): string {
  const id = query.stateId ?? query.profileId;
  return typeof id === 'string' ? ` ${id}` : '';
}
