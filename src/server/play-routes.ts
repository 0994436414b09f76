import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import type { Engine } from '../html/engine.js';
import { launchableUnits, NothingToLaunch } from '../launch/begin-launch.js';
import type { Launch } from '../launch/launch.js';
import type { Launches } from '../launch/launches.js';
import { mishaps } from '../launch/mishap.js';
import { launchProtocols } from '../launch/protocols/all.js';
import { collectorOf, type WebPages } from '../launch/web-pages.js';
import type { Catalogue } from './catalogue.js';
import { findPackage, moduleOf } from './find-package.js';
import { launchWish } from './launch-wish.js';
import { playAddress } from './modules-page.js';
import { packageImports, webFiles } from './package-imports.js';
import { ReplyError } from './reply-error.js';

export interface PlayOptions {
  readonly catalogue: Catalogue;
  readonly engine: Engine;
  readonly launches: Launches;
  readonly pages: WebPages;
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
  readonly contentOrigin: string;
  /** Event streams still open; ended by the server when it stops. */
  readonly streams: Set<Response>;
}

const mishapsShape = z.object({ on: z.array(z.enum(mishaps)) });

/** The play page, its launches, and what happens in them as an event stream. */
export function playRoutes(options: PlayOptions): Router {
  const { catalogue, engine, launches, pages, base, contentOrigin } = options;
  const router = express.Router();
  const json = express.json({ limit: '100kb' });
  const imported = packageImports();
  const filesOf = webFiles();

  router.get('/:module/:target', async (request, response) => {
    const found = findPackage(catalogue, request.params.module, request.params.target);
    const { id, title, built, modules } = found;
    if (built.plays === false) {
      const files = await filesOf(built);
      const facts = { course: title, target: built.title, file: built.file, collector: collectorOf(files) };
      const address = contentOrigin + pages.offer(built.file, files);
      return void response
        .type('html')
        .send(engine.render('server/web', { ...facts, address, pageTitle: `${title}, ${built.title}` }));
    }
    const read = await imported(built);
    const { hasDoor, attemptsOfCourse = false } = launchProtocols[read.manifest.protocol];
    const units = launchableUnits(read);
    // Stricter, and a course's own window would have no opener: the frame that opens it is of another origin.
    response.set('Cross-Origin-Opener-Policy', 'same-origin-allow-popups');
    response.type('html').send(
      engine.render('server/play', {
        pageTitle: `${title}, ${built.title}`,
        course: title,
        target: built.title,
        address: `${base}${playAddress(id, built.target)}`,
        hasDoor,
        learners: launches.learners.map(({ account, label }) => ({ name: account.name, label })),
        units: units.map((unit) => ({
          id: unit.id,
          title: unit.title,
          isElective: moduleOf(found, unit)?.required === false,
        })),
        isCourse: units.length > 1 || modules !== null,
        attemptsOfCourse,
      }),
    );
  });

  router.post('/:module/:target/launches', json, async (request, response) => {
    const found = findPackage(catalogue, request.params.module, request.params.target);
    const wish = parse(launchWish, request.body ?? {});
    const launch = await launches
      .begin({
        module: found.id,
        target: found.built.target,
        package: await imported(found.built),
        wish,
        aboutUnit: (unit) => moduleOf(found, unit)?.id ?? found.id,
      })
      .catch((error: unknown) => {
        if (error instanceof NothingToLaunch) throw new ReplyError(422, 'This package cannot be played', error.message);
        throw error;
      });
    const { id, attempt, ownWindow } = launch;
    const { learner, unit, registration } = attempt;
    const frame = `${contentOrigin}/${id}/`;
    response.status(201).json({ launch: id, frame, ownWindow, learner, unit, registration });
  });

  router.post('/:module/:target/launches/:launch/renew', async (request, response) => {
    const launch = launchOf(launches, request);
    const found = findPackage(catalogue, request.params.module, request.params.target);
    response.json({ renewed: launches.renew(launch, await imported(found.built)) });
  });

  router.get('/:module/:target/attempts', async (request, response) => {
    const { id, built } = findPackage(catalogue, request.params.module, request.params.target);
    const kept = await launches.attempts(id, built.target);
    // The data itself is a launch's to show: the list needs who, what, when, and what came of it.
    response.set('Cache-Control', 'no-store').json({ attempts: kept.map(({ cmi: _, ...rest }) => rest) });
  });

  router.delete('/:module/:target/attempts/:registration', async (request, response) => {
    const { id, built } = findPackage(catalogue, request.params.module, request.params.target);
    const { registration } = request.params;
    const kept = await launches.attempts(id, built.target);
    // Only what is in the list is taken for a file's name.
    if (!kept.some((one) => one.registration === registration))
      throw new ReplyError(404, 'There is no such attempt', 'It was reset before. Load the page again.');
    await launches.reset(id, built.target, registration);
    response.status(204).end();
  });

  router.get('/:module/:target/launches/:launch/events', (request, response) => {
    stream(launchOf(launches, request), response, options.streams);
  });

  router.post('/:module/:target/launches/:launch/mishaps', json, (request, response) => {
    const launch = launchOf(launches, request);
    const { on } = parse(mishapsShape, request.body);
    launch.mishaps.clear();
    for (const mishap of on) launch.mishaps.add(mishap);
    response.json({ on });
  });
  return router;
}

function launchOf(launches: Launches, request: Request): Launch {
  const { launch: id, module, target } = request.params;
  const launch = typeof id === 'string' ? launches.byId(id) : undefined;
  if (launch && launch.module === module && launch.target === target) return launch;
  throw new ReplyError(404, 'There is no such launch', 'The server was started again since. Launch the course again.');
}

/** Server-sent events: all that happened so far, then what happens. */
function stream(launch: Launch, response: Response, streams: Set<Response>): void {
  // A proxy that gathers answers before it passes them on would hold every event back.
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  streams.add(response);
  const stop = launch.feed.follow((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  response.on('close', () => {
    stop();
    streams.delete(response);
  });
}

function parse<Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> {
  const read = shape.safeParse(body);
  if (!read.success) throw new ReplyError(400, 'The request cannot be read', z.prettifyError(read.error));
  return read.data;
}
