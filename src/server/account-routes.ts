import type { Request, RequestHandler, Response } from 'express';
import * as z from 'zod';
import { passwordFault, passwordLength } from '../sign-in/password.js';
import type { User } from '../sign-in/users.js';
import { filled, wordsNow } from './language.js';
import { nextIn, tooManyTries, unreadable } from './sign-in-forms.js';
import type { SignInOptions } from './sign-in-options.js';

const accountForm = z.object({
  current: z.string().max(1000),
  password: z.string().max(1000),
  again: z.string().max(1000),
  next: z.string().max(2000).default(''),
});

type Enter = (response: Response, user: Pick<User, 'id' | 'name'>, next: string, how: string) => Promise<void>;

/** Changing the own password: the old one is asked for, and all sessions end (OWASP ASVS 4.0.3, 2.1.6 and 3.3.3). */
export function accountRoutes(options: SignInOptions, enter: Enter): { show: RequestHandler; change: RequestHandler } {
  const { users, signIns, cookies, engine, base, log, guesses } = options;
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
        (password === current ? words.same : null);
      if (fault !== null) return page(response, 422, user, next, fault);
      // A session left open is no leave to guess: these tries count like those at the sign-in.
      const address = request.ip ?? '';
      const tooMany = await tooManyTries(options, user.name, address, response);
      if (tooMany !== null) return page(response, 429, user, next, tooMany);
      if (!(await users.checked(user.name, current))) {
        await guesses.failed(user.name, address);
        await log.note({ user: user.name, action: 'refused', detail: 'wrong current password' });
        return page(response, 422, user, next, words.wrong);
      }
      await guesses.succeeded(user.name, address);
      await users.setPassword(user.id, password, false);
      await log.note({ user: user.name, action: 'changed password', detail: '' });
      // Whoever had to change it came to see something.
      await enter(response, user, next, 'password');
    },
  };
}
