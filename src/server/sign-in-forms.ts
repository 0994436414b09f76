import type { Request, Response } from 'express';
import type { AccessLog } from '../sign-in/access-log.js';
import type { Guesses } from '../sign-in/guesses.js';
import { filled, wordsNow } from './language.js';
import { ReplyError } from './reply-error.js';

/** Why no password is looked at now, in words, with its header set and noted; null when one is. */
export async function tooManyTries(
  { guesses, log }: { readonly guesses: Guesses; readonly log: AccessLog },
  name: string,
  address: string,
  response: Response,
): Promise<string | null> {
  const wait = await guesses.waiting(name, address);
  if (wait === null) return null;
  await log.note({ user: '', action: 'refused', detail: 'too many tries' });
  response.set('Retry-After', String(wait));
  return filled(wordsNow().signIn.tooMany, { n: Math.max(1, Math.ceil(wait / 60)) });
}

/** A form that did not come whole. */
export function unreadable(): ReplyError {
  const { form, formWhy } = wordsNow().error;
  return new ReplyError(400, form, formWhy, true);
}

/** What stands behind the `?`, as it was asked. */
export function queryOf(request: Request): URL {
  return new URL(request.originalUrl, 'http://here.invalid');
}

/** Where whoever asks wants to go then; '' for nowhere. */
export function nextIn(request: Request): string {
  return queryOf(request).searchParams.get('next') ?? '';
}
