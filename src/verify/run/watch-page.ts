import type { BrowserContext, Page, Request } from 'playwright-core';

/** What a browser saw while a course ran. */
export interface Seen {
  /** Errors on the console, and those that no script caught, in the order in which they came. */
  readonly errors: readonly string[];
  /** Files of the package that were asked for and are not there. */
  readonly missing: readonly string[];
  /** Hosts outside that were asked for, each with the first address, without its query. */
  readonly outside: ReadonlyMap<string, string>;
  readonly requests: number;
  /** Bodies only, as they lie in the package. */
  readonly bytes: number;
}

/** Pages that are watched. */
export interface Watched {
  now(): Seen;
  /** Resolves when every request was answered and none was begun for so many milliseconds. */
  atRest(calm: number): Promise<void>;
}

/**
 * Watches every page of a context.
 * @param inside the origins that are the LMS's own; others are outside
 * @param content where the package's files lie; ends in '/'
 */
export function watchPages(context: BrowserContext, inside: readonly string[], content: () => string): Watched {
  const errors: string[] = [];
  const missing = new Set<string>();
  const outside = new Map<string, string>();
  let requests = 0;
  let bytes = 0;
  const unanswered = new Set<Request>();
  let changed: () => void = () => undefined;
  // An answer counts from its head on: one that goes on for ever, or that no script reads, holds nothing up.
  const answered = (request: Request) => {
    if (unanswered.delete(request)) changed();
  };
  const keepOut = (address: string) => {
    const { host, origin, pathname } = new URL(address);
    if (!outside.has(host)) outside.set(host, origin + pathname);
  };
  // Only watched, not caught: a request that is caught on its way does not outlive its page, and the last words of a
  // course are such requests. What keeps them in is the browser's proxy.
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!/^https?:$/.test(protocol)) return;
    if (!inside.includes(origin)) keepOut(request.url());
    unanswered.add(request);
    changed();
  });
  context.on('requestfailed', answered);
  const watch = (page: Page) => {
    page.on('websocket', (socket) => keepOut(socket.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      // The browser's own words for a file that is missing or blocked: these are told by address.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        errors.push(message.text());
    });
  };
  context.on('page', watch);
  context.on('response', (response) => {
    answered(response.request());
    const address = response.url();
    if (!address.startsWith(content())) return;
    requests += 1;
    // The stand-in LMS always says how long an answer is, and does not compress it.
    bytes += Number(response.headers()['content-length'] ?? 0);
    if (response.status() === 404) missing.add(decodeURI(address.slice(content().length).replace(/[?#].*$/, '')));
  });
  return {
    now: () => ({ errors: [...errors], missing: [...missing], outside: new Map(outside), requests, bytes }),
    atRest: (calm) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        changed = () => {
          clearTimeout(timer);
          if (unanswered.size === 0) timer = setTimeout(resolve, calm);
        };
        changed();
      }),
  };
}
