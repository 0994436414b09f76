import express, { type Response, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import type { LiveDesk, LiveSight } from './live-desk.js';
import { liveFaults, liveList, livePage, liveSaid, lookOf, lookOfList } from './live-page.js';
import { ReplyError } from './reply-error.js';

export interface LiveRoutesOptions {
  readonly desk: LiveDesk;
  readonly engine: Engine;
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
}

/** The pages of `cpm dev`, and the stream that tells them of changes. */
export interface LiveRoutes {
  readonly router: Router;
  /** Ends the event streams, which would never end by themselves. */
  endStreams(): void;
}

export function liveRoutes({ desk, engine, base }: LiveRoutesOptions): LiveRoutes {
  const router = express.Router();
  const streams = new Set<Response>();
  const sightOf = async (id: string): Promise<LiveSight> => {
    await desk.want(id);
    const found = desk.modules().find((one) => one.id === id);
    if (!found) throw new ReplyError(404, 'There is no such module', `No folder of the modules has the name ${id}.`);
    return found;
  };
  const html = (response: Response, text: string) => response.set('Cache-Control', 'no-store').type('html').send(text);

  router.get('/', (_request, response) => {
    html(response, engine.render('server/live-list', liveList(desk, base)));
  });
  router.get('/dev/:module', async (request, response) => {
    html(response, engine.render('server/live', livePage(await sightOf(request.params.module), desk, base)));
  });
  router.get('/dev/:module/faults', async (request, response) => {
    html(response, engine.render('server/live-faults', liveFaults(await sightOf(request.params.module))));
  });
  router.get('/dev-events', (request, response) => {
    const { module } = request.query;
    follow(desk, typeof module === 'string' ? module : null, response, streams);
  });
  return {
    router,
    endStreams() {
      for (const stream of streams) stream.end();
    },
  };
}

/** Server-sent events: how it is now, then whenever it is different. Of one module, or of the list. */
function follow(desk: LiveDesk, module: string | null, response: Response, streams: Set<Response>): void {
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  streams.add(response);
  let told = '';
  const tell = () => {
    const text = JSON.stringify(module === null ? newsOfList(desk) : newsOf(desk, module));
    if (text === told) return;
    told = text;
    response.write(`data: ${text}\n\n`);
  };
  tell();
  const stop = desk.follow(tell);
  response.on('close', () => {
    stop();
    streams.delete(response);
  });
}

function newsOf(desk: LiveDesk, id: string): object {
  const sight = desk.modules().find((one) => one.id === id);
  if (!sight) return { build: null, look: 'gone', said: 'This module is gone.' };
  return { build: sight.build, look: lookOf(sight), said: liveSaid(sight) };
}

function newsOfList(desk: LiveDesk): object {
  return { look: lookOfList(desk) };
}
