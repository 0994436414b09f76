import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import * as z from 'zod';
import type { Engine } from '../html/engine.js';
import type { AccessLog } from '../sign-in/access-log.js';
import type { Guesses } from '../sign-in/guesses.js';
import { type OpenId, OpenIdRefused } from '../sign-in/open-id.js';
import { passwordFault, passwordLength } from '../sign-in/password.js';
import type { User } from '../sign-in/users.js';
import { filled, wordsNow } from './language.js';
import { challenge, credentialMark, type Entry, readerByCredential } from './page-access.js';
import { ReplyError } from './reply-error.js';
import { safeNext } from './safe-next.js';

export interface SignInOptions extends Entry {
  readonly engine: Engine;
  readonly log: AccessLog;
  readonly guesses: Guesses;
  /** Null without an issuer of OpenID Connect. */
  readonly openId: OpenId | null;
  /** The user of a name that the issuer vouches for; makes one for a learner whom the roster knows. */
  readonly userFor: (name: string) => Promise<User | undefined>;
  readonly onError: (error: unknown) => void;
}

const signInForm = z.object({
  name: z.string().max(320),
  password: z.string().max(1000),
  next: z.string().max(2000).default(''),
});
const accountForm = z.object({
  current: z.string().max(1000),
  password: z.string().max(1000),
  again: z.string().max(1000),
  next: z.string().max(2000).default(''),
});

/** Signing in and out, and the own account. Mounted before the pages that ask who reads them. */
export function signInRoutes(options: SignInOptions): Router {
  const { base, engine, users, signIns, cookies, log, guesses } = options;
  const router = express.Router();
  // Never kept: after signing out the button "back" shows nothing.
  router.use(['/sign-in', '/account'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(express.urlencoded({ extended: false, limit: 10_000 }));
  const page = (
    response: Response,
    status: number,
    parts: { readonly next: string; readonly fault?: string; readonly name?: string },
  ) =>
    void response
      .status(status)
      .type('html')
      .send(
        engine.render('server/sign-in', {
          openId: options.openId !== null,
          fault: null,
          name: '',
          ...parts,
          nextQuery: nextQuery(parts.next),
        }),
      );
  const enter = async (response: Response, user: Pick<User, 'id' | 'name'>, next: string, how: string) => {
    cookies.setSession(response, await signIns.begin(user.id));
    await log.note({ user: user.name, action: 'signed in', detail: how });
    response.redirect(303, safeNext(base, next));
  };

  router.get('/sign-in', (request, response) => page(response, 200, { next: nextIn(request) }));

  router.post('/sign-in', async (request, response) => {
    const form = signInForm.safeParse(request.body);
    if (!form.success) throw unreadable();
    const { name, password, next } = form.data;
    const address = request.ip ?? '';
    const wait = await guesses.waiting(name, address);
    if (wait !== null) {
      await log.note({ user: '', action: 'refused', detail: 'too many tries' });
      response.set('Retry-After', String(wait));
      const minutes = Math.max(1, Math.ceil(wait / 60));
      const fault = filled(wordsNow().signIn.tooMany, { n: minutes });
      return page(response, 429, { fault, name, next });
    }
    const user = await users.checked(name, password);
    if (!user) {
      await guesses.failed(name, address);
      await log.note({ user: '', action: 'refused', detail: 'wrong name or password' });
      const fault = wordsNow().signIn.mismatch;
      return page(response, 401, { fault, name, next });
    }
    await guesses.succeeded(name, address);
    await enter(response, user, next, 'password');
  });

  // Operators whose browsers hold key and secret already.
  router.get('/sign-in/credential', async (request, response) => {
    const reader = await readerByCredential(options, request.headers.authorization ?? '');
    if (!reader) challenge(response);
    await enter(response, { id: credentialMark + reader.name, name: reader.name }, nextIn(request), 'credential');
  });

  router.get('/sign-in/openid', async (request, response) => {
    if (!options.openId) throw noOpenId();
    const { address, state } = await options.openId.begin(nextIn(request)).catch(refused(options));
    cookies.setState(response, state);
    response.redirect(303, address);
  });

  router.get('/sign-in/openid/callback', async (request, response) => {
    if (!options.openId) throw noOpenId();
    const state = cookies.state(request);
    cookies.clearState(response);
    const { name, next } = await options.openId.finish(queryOf(request), state).catch(refused(options));
    const user = await options.userFor(name);
    if (!user || user.disabled !== null) {
      await log.note({ user: '', action: 'refused', detail: 'not known here' });
      throw new ReplyError(403, wordsNow().error.stranger, wordsNow().error.strangerWhy, true);
    }
    await enter(response, user, next, 'OpenID Connect');
  });

  router.post('/sign-out', async (request, response) => {
    const token = cookies.session(request);
    if (token !== undefined) {
      const id = await signIns.userOf(token);
      const user = id === null ? undefined : await users.byId(id);
      await signIns.end(token);
      await log.note({ user: user?.name ?? '', action: 'signed out', detail: '' });
    }
    cookies.clearSession(response);
    // Whatever the browser kept of pages that hold people's results.
    response.set('Clear-Site-Data', '"cache"').redirect(303, `${base}/sign-in`);
  });

  const account = accountRoutes(options, enter);
  router.get('/account', account.show);
  router.post('/account', account.change);
  return router;
}

type Enter = (response: Response, user: Pick<User, 'id' | 'name'>, next: string, how: string) => Promise<void>;

/** Changing the own password: the old one is asked for, and all sessions end (OWASP ASVS 4.0.3, 2.1.6 and 3.3.3). */
function accountRoutes(
  { users, signIns, cookies, engine, base, log }: SignInOptions,
  enter: Enter,
): { show: RequestHandler; change: RequestHandler } {
  const userOf = async (request: Request, response: Response): Promise<User | null> => {
    const token = cookies.session(request);
    const id = token === undefined ? null : await signIns.userOf(token);
    const user = id === null ? undefined : await users.byId(id);
    if (user && user.disabled === null) return user;
    response.redirect(303, `${base}/sign-in?next=${encodeURIComponent(`${base}/account`)}`);
    return null;
  };
  const page = (response: Response, status: number, user: User, next: string, fault: string | null) =>
    void response
      .status(status)
      .type('html')
      .send(
        engine.render('server/account', {
          ...{
            fault,
            next,
            role: user.role,
            name: user.name,
            mustChange: user.mustChange,
            hasPassword: user.hasPassword,
          },
          fewest: passwordLength.fewest,
        }),
      );
  return {
    async show(request, response) {
      const user = await userOf(request, response);
      if (user) page(response, 200, user, nextIn(request), null);
    },
    async change(request, response) {
      const user = await userOf(request, response);
      if (!user) return;
      const form = accountForm.safeParse(request.body);
      if (!form.success) throw unreadable();
      const { current, password, again, next } = form.data;
      const words = wordsNow().account;
      const wrong = await passwordFault(password, user.name);
      const fault =
        (wrong === null ? null : filled(words[wrong.fault], wrong)) ??
        (password === again ? null : words.differ) ??
        (password === current ? words.same : null) ??
        ((await users.checked(user.name, current)) ? null : words.wrong);
      if (fault !== null) return page(response, 422, user, next, fault);
      await users.setPassword(user.id, password, false);
      await log.note({ user: user.name, action: 'changed password', detail: '' });
      // Whoever had to change it came to see something.
      await enter(response, user, next, 'password');
    },
  };
}

function refused({ log, onError }: SignInOptions): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!(error instanceof OpenIdRefused)) throw error;
    await log.note({ user: '', action: 'refused', detail: error.message });
    if (error.isIssuers) onError(error);
    throw new ReplyError(
      error.isIssuers ? 502 : 403,
      'Signing in did not work',
      `${error.message} Try again from the beginning.`,
    );
  };
}

function unreadable(): ReplyError {
  const { form, formWhy } = wordsNow().error;
  return new ReplyError(400, form, formWhy, true);
}

function noOpenId(): ReplyError {
  return new ReplyError(
    404,
    'There is no such page',
    'This server has no sign-in service; sign in with name and password.',
  );
}

function queryOf(request: Request): URL {
  return new URL(request.originalUrl, 'http://here.invalid');
}

function nextIn(request: Request): string {
  return queryOf(request).searchParams.get('next') ?? '';
}

function nextQuery(next: string): string {
  return next === '' ? '' : `?next=${encodeURIComponent(next)}`;
}
