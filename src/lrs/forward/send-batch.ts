import { isObject, parsedJson } from '../../xapi/json.js';
import { writeMultipart } from '../http/multipart.js';
import { isSameStatement } from '../same-statement.js';
import type { Attachment } from '../store.js';
import type { Batch } from './next-batch.js';

/** What became of one request to the other record store. */
export type Outcome =
  /** It has them all. */
  | { readonly kind: 'taken' }
  /** It will never take them in this form. `reason` is its own words: they may speak of learners. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /** Another try may succeed. */
  | { readonly kind: 'later'; readonly error: string; readonly afterMs: number }
  /** No try will, until somebody changes the address, the credential or its rights. */
  | { readonly kind: 'denied'; readonly error: string };

export interface Receiver {
  /** Ends in '/'. */
  readonly endpoint: string;
  /** Value of the Authorization header; null for a record store that asks for none. */
  readonly authorization: string | null;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** How long one request may take, milliseconds. */
  readonly patience: number;
  /** Ends the request under way. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch, for `Retry-After` as a date. */
  readonly now: () => number;
}

/** Longest answer that is read. */
const readBytes = 2 * 1024 * 1024;
const reasonLength = 300;

/** Posts a batch (xAPI 1.0.3 Communication 2.1.2) and judges the answer. Never throws. */
export async function sendBatch(batch: Batch, files: readonly Attachment[], to: Receiver): Promise<Outcome> {
  try {
    return await sent(batch, files, to);
  } catch {
    // Nested without end, say.
    return { kind: 'later', error: 'The other record store gives an answer that can not be read.', afterMs: 0 };
  }
}

async function sent(batch: Batch, files: readonly Attachment[], to: Receiver): Promise<Outcome> {
  const json = `[${batch.statements.map((one) => one.json).join(',')}]`;
  const { contentType, body } =
    files.length > 0 ? writeMultipart(json, files) : { contentType: 'application/json', body: json };
  const answer = await ask(to, batch, 'statements', { method: 'POST', contentType, body });
  if (typeof answer === 'string') return { kind: 'later', error: answer, afterMs: 0 };
  const { status, text } = answer;
  if (status === 204 || (status === 200 && namesAll(text, batch.statements))) return { kind: 'taken' };
  if (status === 200)
    return { kind: 'denied', error: 'The address answers 200, but not as a record store does: without the ids.' };
  if (status === 409) return conflict(batch, to, text);
  if (status === 400 || status === 413 || status === 422)
    return { kind: 'refused', status, reason: text.slice(0, reasonLength) };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'later', error: `The other record store answers ${status}.`, afterMs: answer.retryAfterMs };
  return { kind: 'denied', error: `The other record store answers ${status}: ${hints[status] ?? otherHint}` };
}

const hints: Readonly<Record<number, string>> = {
  401: 'its credential is wrong or no longer in force (CPM_FORWARD_KEY, CPM_FORWARD_SECRET).',
  403: 'its credential may not send statements.',
  404: 'nothing is at this address (--forward).',
  405: 'this address takes no statements (--forward).',
};
const otherHint = 'is the address right (--forward)?';

/**
 * An id is used there already. Alone and the same, it arrived before, and only the answer was lost;
 * among others, they have to go one by one.
 */
async function conflict(batch: Batch, to: Receiver, text: string): Promise<Outcome> {
  const [one] = batch.statements;
  if (!one || batch.statements.length > 1) return { kind: 'refused', status: 409, reason: text.slice(0, reasonLength) };
  for (const param of ['statementId', 'voidedStatementId']) {
    const found = await ask(to, batch, `statements?${new URLSearchParams({ [param]: one.id })}`, { method: 'GET' });
    if (typeof found === 'string') return { kind: 'later', error: found, afterMs: 0 };
    if (found.status === 429 || found.status >= 500)
      return { kind: 'later', error: `The other record store answers ${found.status}.`, afterMs: found.retryAfterMs };
    if (found.status === 404) continue;
    const there = parsedJson(found.text);
    const sent = parsedJson(one.json);
    if (found.status !== 200 || !isObject(there) || !isObject(sent)) break;
    return isSameStatement(sent, there)
      ? { kind: 'taken' }
      : { kind: 'refused', status: 409, reason: 'Another statement is stored there under this id.' };
  }
  return {
    kind: 'refused',
    status: 409,
    reason: 'It says that the id is used already, and does not show by which statement.',
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** What the receiver asked for; 0 for nothing. */
  readonly retryAfterMs: number;
}

/** One request. A text says why nothing answered; it holds neither address nor credential. */
async function ask(
  to: Receiver,
  { version }: Batch,
  resource: string,
  request: { readonly method: string; readonly contentType?: string; readonly body?: string | Uint8Array },
): Promise<Answer | string> {
  const { body, contentType, method } = request;
  try {
    const response = await to.fetch(`${to.endpoint}${resource}`, {
      method,
      headers: {
        ...(to.authorization === null ? {} : { Authorization: to.authorization }),
        'X-Experience-API-Version': version,
        ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
      // Followed, a POST would become a GET, and the credential would go to whoever the answer names.
      redirect: 'manual',
      signal: AbortSignal.any([to.signal, AbortSignal.timeout(to.patience)]),
    });
    return {
      status: response.status,
      text: await readSome(response),
      retryAfterMs: retryAfter(response.headers.get('Retry-After'), to.now()),
    };
  } catch (error) {
    return `The other record store does not answer (${codeOf(error)}).`;
  }
}

async function readSome(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  while (reader && bytes < readBytes) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString('utf8');
    parts.push(value);
    bytes += value.length;
  }
  await reader?.cancel();
  return Buffer.concat(parts).toString('utf8');
}

function retryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  const wanted = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wanted) && wanted > 0 ? wanted : 0;
}

/** Whether a body is the list of these ids. */
function namesAll(text: string, statements: Batch['statements']): boolean {
  const ids = parsedJson(text);
  if (!Array.isArray(ids)) return false;
  const named = new Set(ids.map((id) => (typeof id === 'string' ? id.toLowerCase() : null)));
  return statements.every((one) => named.has(one.id.toLowerCase()));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return 'too slow';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'no connection';
}
