import { AsyncLocalStorage } from 'node:async_hooks';
import { parseCookie } from 'cookie';
import express, { type Router } from 'express';
import { safeNext } from './safe-next.js';
import { en, type SiteWords } from './words/en.js';
import { es } from './words/es.js';

const languages = { en, es } as const;
export type Language = keyof typeof languages;

/** The language of whoever asks, and where: what pages are made with while the question is answered. */
const asked = new AsyncLocalStorage<{ readonly words: SiteWords; readonly path: string }>();

/** The words in the language of whoever asks. */
export function wordsNow(): SiteWords {
  return asked.getStore()?.words ?? en;
}

/** Address of the page that is asked for, for the way back to it. */
export function pathNow(): string {
  return asked.getStore()?.path ?? '/';
}

export function languageNow(): Language {
  return wordsNow().lang === 'es' ? 'es' : 'en';
}

/** Puts values at the `{n}` and the like of a text. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

const cookieName = 'cpm-language';
const year = 365 * 86_400_000;

/**
 * Finds out the language of whoever asks: what was chosen, else what the browser prefers; and `/language/es`, which
 * keeps a choice in the browser and goes back.
 * @param origin of the server, as browsers know it
 */
export function languageRoutes({ origin, base }: { readonly origin: string; readonly base: string }): Router {
  const router = express.Router();
  router.use((request, _response, next) => {
    const chosen = parseCookie(request.headers.cookie ?? '')[cookieName];
    const wanted = chosen ?? request.acceptsLanguages('en', 'es');
    asked.run({ words: wanted === 'es' ? es : en, path: request.originalUrl }, next);
  });
  router.get('/language/:language', (request, response, next) => {
    const { language } = request.params;
    if (language !== 'en' && language !== 'es') return next();
    const secure = origin.startsWith('https:');
    response.cookie(cookieName, language, { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: year });
    const to = new URL(request.originalUrl, 'http://here.invalid').searchParams.get('next') ?? '';
    response.redirect(303, safeNext(base, to));
  });
  return router;
}
