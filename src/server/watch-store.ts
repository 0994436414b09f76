import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Launch } from '../launch/launch.js';
import type { Launches } from '../launch/launches.js';
import { meetMishap } from '../launch/meet-mishap.js';
import type { Door, Visit } from '../lrs/http/door.js';

export interface WatchOptions {
  readonly launches: Launches;
  readonly contentOrigin: string;
  readonly now: () => number;
  /** Told when a launch could not take note of a document. */
  readonly onError: (error: unknown) => void;
}

/** What stands before a door. */
export type Watch = (door: Door) => Door;

/**
 * Stands before the record store: requests of a launch appear in its log, its mishaps happen to them,
 * and a stored document is told to the launch. Requests of others pass untouched.
 */
export function watchStore(options: WatchOptions): Watch {
  return (door) => (request, response, visit) => {
    const launch = options.launches.byAuthorization(request.headers.authorization);
    if (!launch) return door(request, response, visit);
    pass(options, launch, door, request, response, visit).catch((error: unknown) => {
      options.onError(error);
      request.socket.destroy();
    });
  };
}

async function pass(
  { contentOrigin, now, onError }: WatchOptions,
  launch: Launch,
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  visit: Visit,
): Promise<void> {
  const what = `${request.method} ${visit.path.slice(1)}${stateOf(request.url ?? '')}`;
  const mishap = await meetMishap(launch, request);
  if (mishap === 'dropped') return launch.feed.calls([{ at: now(), call: what, answer: '', error: 'No answer' }]);
  if (mishap) {
    launch.feed.calls([{ at: now(), call: what, answer: String(mishap.status), error: mishap.reason }]);
    const refusal = { ...visit.headers, 'Access-Control-Allow-Origin': contentOrigin, Vary: 'Origin' };
    response.writeHead(mishap.status, { ...refusal, 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ error: mishap.reason }));
    return;
  }
  const onRefusal = logAnswer(launch, response, what, now);
  if (request.method !== 'GET' && visit.path.startsWith('/activities/state')) {
    response.on('finish', () => {
      if (response.statusCode < 400) launch.open.documentsChanged?.().catch(onError);
    });
  }
  door(request, response, { ...visit, onRefusal });
}

/** @returns to be told why the request was refused */
function logAnswer(
  launch: Launch,
  response: ServerResponse,
  what: string,
  now: () => number,
): (reason: string) => void {
  let refusal = '';
  response.on('finish', () => {
    const failed = response.statusCode >= 400;
    // Asking for what is not there yet is part of every first launch.
    const isFault = failed && !(response.statusCode === 404 && what.startsWith('GET'));
    launch.feed.calls([
      { at: now(), call: what, answer: String(response.statusCode), error: isFault ? refusal || 'Refused' : null },
    ]);
  });
  return (reason) => {
    refusal = reason;
  };
}

function stateOf(url: string): string {
  const from = url.indexOf('?');
  if (from < 0) return '';
  const query = new URLSearchParams(url.slice(from));
  const id = query.get('stateId') ?? query.get('profileId');
  return id === null ? '' : ` ${id}`;
}
