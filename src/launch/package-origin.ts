import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import * as z from 'zod';
import { askedAgain } from './asked-again.js';
import type { HostData, ShownHost } from './host-data.js';
import type { Launch } from './launch.js';
import type { Launches } from './launches.js';
import { meetMishap } from './meet-mishap.js';
import { fileNamed, policy, sendFile } from './send-file.js';

export interface PackageOriginOptions {
  readonly launches: Launches;
  /** The origin that frames this one. */
  readonly mainOrigin: string;
  /** The record store's base endpoint, which packages may talk to; ends in '/'. */
  readonly endpoint: string;
  readonly contentOrigin: string;
  /** The host page around a course. */
  readonly hostPage: (data: ShownHost) => string;
  /** What is shown where a course sends its learner after the end (cmi5 10.2.6). */
  readonly returnedPage: () => string;
  readonly now: () => number;
}

const callShape = z.object({
  at: z.number(),
  call: z.string().max(100_000),
  answer: z.string().max(100_000),
  error: z.string().max(2000).nullable(),
  breach: z
    .object({
      code: z.string().max(10),
      element: z.string().max(5000),
      fault: z.string().max(5000),
      section: z.string().max(100),
    })
    .nullish(),
});
const callsShape = z.object({ calls: z.array(callShape).max(5000) });
const commitShape = callsShape.extend({
  changed: z.record(z.string().regex(/^(cmi|adl)\.[\w.]{1,200}$/), z.string().max(200_000)),
  terminate: z.boolean(),
  session: z.number().int().optional(),
});

/**
 * All that the package origin serves: for each launch, below its unguessable id, the host page, the files of the
 * imported zip, and the addresses that host page and package write to. Nothing of the store or the reports.
 */
export function packageOrigin(options: PackageOriginOptions): Router {
  const router = express.Router();
  const json = express.json({ limit: '2mb' });
  const withLaunch = launchFinder(options);
  const ownOrigin = originCheck(options.contentOrigin);
  const shown = new WeakSet<Launch>();
  router.get(
    '/:launch/',
    withLaunch((launch, _request, response) => {
      policy(response, [
        `frame-ancestors ${options.mainOrigin}`,
        "frame-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
      ]);
      // The page holds the credential of one session: no cache needs a copy.
      response
        .set('Cache-Control', 'no-store')
        .type('html')
        .send(options.hostPage(hostOf(launch, shown, options)));
    }),
  );
  router.get(
    '/:launch/returned',
    withLaunch((_launch, _request, response) => sendReturned(response, options)),
  );
  router.get(
    '/:launch/content/*file',
    withLaunch(async (launch, request, response) => {
      const refused = await meetMishap(launch, request);
      if (refused === 'dropped') return;
      // Where an LMS guards its content, what comes instead of a file is a page to sign in at.
      if (refused) return void response.status(refused.status).type('text').send(refused.reason);
      const { mainOrigin: framedBy, endpoint: reportsTo } = options;
      const name = fileNamed(request);
      askedAgain(launch, name, request, response);
      sendFile(launch.package.files, { name, framedBy, reportsTo }, request, response);
    }),
  );
  router.post(
    '/:launch/reopen',
    ownOrigin,
    withLaunch((launch, _request, response) => reopen(launch, options.launches, response)),
  );
  router.post('/:launch/commit', ownOrigin, json, withLaunch(takeCommit));
  router.post('/:launch/calls', ownOrigin, json, withLaunch(takeCalls));
  router.post(
    '/:launch/left',
    ownOrigin,
    withLaunch((launch, _request, response) => {
      launch.feed.calls([{ at: options.now(), call: 'The course\u2019s frame was closed', answer: '', error: null }]);
      response.status(204).end();
    }),
  );
  router.post(
    '/:launch/fetch',
    originCheck(options.contentOrigin, true),
    withLaunch(async (launch, request, response) => {
      const mishap = await meetMishap(launch, request);
      if (mishap === 'dropped') return;
      if (mishap) return void response.status(mishap.status).json({ 'error-code': '2', 'error-text': mishap.reason });
      const token = await launch.open.fetchToken?.();
      if (!token)
        return void response.status(404).json({ 'error-code': '3', 'error-text': 'This launch has no token.' });
      const refused = token['error-code'] !== undefined;
      launch.feed.calls([
        {
          at: options.now(),
          call: 'POST fetch',
          answer: refused ? 'no token' : 'token',
          error: refused ? (token['error-text'] ?? 'Refused') : null,
        },
      ]);
      response.set('Cache-Control', 'no-store').json(token);
    }),
  );
  return router;
}

/**
 * What the host page is told: at its first load what the launch began with. A page that was loaded again asks for a new
 * session by itself, for the page before it says its last words only after the answer to this request has begun.
 */
function hostOf(launch: Launch, shown: WeakSet<Launch>, { mainOrigin }: PackageOriginOptions): ShownHost {
  const { open, ownWindow } = launch;
  const isReload = shown.has(launch) && open.reopen !== undefined;
  shown.add(launch);
  return { ...open.host, ...(isReload ? { cmi: {} } : {}), ownWindow, isReload, commandsFrom: mainOrigin };
}

/** A new session in the same launch, for a page that was loaded again; 204 where the attempt cannot go on. */
async function reopen(launch: Launch, launches: Launches, response: Response): Promise<void> {
  await launches.lastWords(launch);
  const host: HostData | null = launch.open.reopen?.() ?? null;
  response.set('Cache-Control', 'no-store');
  if (host === null) return void response.status(204).end();
  response.json({ rules: host.rules, cmi: host.cmi });
}

function sendReturned(response: Response, { mainOrigin, returnedPage }: PackageOriginOptions): void {
  policy(response, [`frame-ancestors 'self' ${mainOrigin}`, "style-src 'self'"]);
  response.type('html').send(returnedPage());
}

type LaunchHandler = (launch: Launch, request: Request, response: Response) => void | Promise<void>;

function launchFinder({ launches }: PackageOriginOptions): (handler: LaunchHandler) => RequestHandler {
  return (handler) => async (request, response) => {
    const id = request.params.launch;
    const launch = typeof id === 'string' ? launches.byId(id) : undefined;
    if (!launch)
      return void response
        .status(404)
        .type('text')
        .send('There is no such launch. Launch the course again from its page.');
    await handler(launch, request, response);
  };
}

/** Writing is for pages of this origin. A program that sends no Origin may only fetch a token. */
function originCheck(contentOrigin: string, programs = false): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === contentOrigin || (programs && origin === undefined)) return next();
    response.status(403).type('text').send('Only a page of the package origin may write here.');
  };
}

async function takeCommit(launch: Launch, request: Request, response: Response): Promise<void> {
  const read = commitShape.safeParse(request.body);
  if (!read.success) return void response.status(400).json({ kept: false, reason: z.prettifyError(read.error) });
  if (!launch.open.commit) return void response.status(404).json({ kept: false, reason: 'This launch has no API.' });
  const { changed, terminate, session, calls } = read.data;
  const mishap = await meetMishap(launch, request);
  // A page without an answer tells these calls again.
  if (mishap === 'dropped') return;
  launch.feed.calls(calls);
  if (mishap) return void response.status(mishap.status).json({ kept: false, reason: mishap.reason });
  response.json(await launch.open.commit({ changed, terminate, session }));
}

function takeCalls(launch: Launch, request: Request, response: Response): void {
  const read = callsShape.safeParse(request.body);
  if (!read.success) return void response.status(400).json({ reason: z.prettifyError(read.error) });
  launch.feed.calls(read.data.calls);
  response.status(204).end();
}
