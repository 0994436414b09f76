import pRetry, { AbortError } from 'p-retry';
import { isObject, type JsonObject, listAt, parsedJson, textAt } from '../../xapi/json.js';
import type { XapiVersion } from '../../xapi/validate/check.js';
import { timeOf } from '../../xapi/validate/time.js';

/** Another record store, as far as its statements are read. */
export interface Source {
  /** Ends in '/'. */
  readonly endpoint: string;
  /** Value of the Authorization header; null for a record store that asks for none. */
  readonly authorization: string | null;
  readonly version: XapiVersion;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds before the first of the further tries; each waits twice as long. */
  readonly patience: number;
}

export interface SourcePage {
  readonly statements: readonly JsonObject[];
  /** Address of the next page, or ''. */
  readonly more: string;
  /** Up to this time the source vouches for being complete, where it says so (xAPI 1.0.3 Communication 2.1.3). */
  readonly through: number | null;
}

/** The source gives no statements, and another try would not help. */
export class PullRefused extends Error {
  constructor(
    message: string,
    readonly hint: string,
    /** True where the address of a page is no longer good: reading can begin anew. */
    readonly isPageGone = false,
  ) {
    super(message);
    this.name = 'PullRefused';
  }
}

const tries = 5;
const longest = 60_000;

/** The first page of what was stored after a time, oldest first. @param since milliseconds since the epoch; 0 for all */
export function firstPage(source: Source, since: number): Promise<SourcePage> {
  const query = new URLSearchParams({ ascending: 'true', limit: '500', format: 'exact' });
  if (since > 0) query.set('since', new Date(since).toISOString());
  return page(source, `${source.endpoint}statements?${query}`, false);
}

/** @param more as the source wrote it: mostly a path. @throws PullRefused also when it leads to another server */
export function nextPage(source: Source, more: string): Promise<SourcePage> {
  const url = URL.canParse(more, source.endpoint) ? new URL(more, source.endpoint) : null;
  if (url?.origin !== new URL(source.endpoint).origin)
    throw new PullRefused(
      'The other record store names another server for its next page.',
      'its public address is set wrong, or it is not what it seems; nothing was asked there.',
    );
  return page(source, url.href, true);
}

async function page(source: Source, url: string, isMore: boolean): Promise<SourcePage> {
  const answer = await ask(source, url, {
    accept: 'application/json',
    isMore,
    read: async (response) => ({
      text: await response.text(),
      through: response.headers.get('X-Experience-API-Consistent-Through'),
    }),
  });
  const body = parsedJson(answer.text);
  if (!isObject(body) || !Array.isArray(body.statements))
    throw new PullRefused(
      'The address answers, but not as a record store does: there is no list of statements.',
      'give its xAPI endpoint, for example https://lrs.example.org/xapi/.',
    );
  return {
    statements: listAt(body, 'statements').filter(isObject),
    more: textAt(body, 'more') ?? '',
    through: timeIn(answer.through),
  };
}

function timeIn(text: string | null): number | null {
  const time = text === null ? Number.NaN : timeOf(text);
  return Number.isNaN(time) ? null : time;
}

/** How an address of the source is asked. */
interface Question<Value> {
  readonly accept: string;
  /** True for an address that the source gave before. */
  readonly isMore?: boolean;
  readonly read: (response: Response) => Promise<Value>;
}

/** Asks the source until it answers, a few times. @throws PullRefused, or the last error */
export function ask<Value>(source: Source, url: string, question: Question<Value>): Promise<Value> {
  return pRetry(() => asked(source, url, question), {
    retries: tries - 1,
    minTimeout: source.patience,
    factor: 2,
  });
}

/** What is thrown is tried again, but for `AbortError`. */
async function asked<Value>(
  source: Source,
  url: string,
  { accept, isMore = false, read }: Question<Value>,
): Promise<Value> {
  const { authorization, version } = source;
  const response = await source.fetch(url, {
    headers: {
      Accept: accept,
      'X-Experience-API-Version': version,
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
    // A redirect would carry the credential elsewhere.
    redirect: 'error',
    signal: AbortSignal.timeout(longest),
  });
  const { status } = response;
  if (status === 200) return read(response);
  await response.body?.cancel();
  if (status === 401 || status === 403)
    throw new AbortError(
      new PullRefused(
        `The other record store does not let us read (${status}).`,
        'set CPM_PULL_KEY and CPM_PULL_SECRET to a credential that may read all statements.',
      ),
    );
  if (status === 429 || status >= 500) throw new Error(`The other record store answers ${status}`);
  throw new AbortError(
    new PullRefused(
      `The other record store answers ${status}.`,
      'check the address; it is the xAPI endpoint, without "statements".',
      isMore,
    ),
  );
}
