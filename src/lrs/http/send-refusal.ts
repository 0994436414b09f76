import type { Fault } from '../../xapi/validate/check.js';
import { DatabaseFull, DatabaseUnavailable, StatementConflict } from '../store.js';
import { HttpRefusal } from './refusal.js';
import type { Reply } from './reply.js';

/**
 * Answers with a refusal or an error as JSON, never with a stack.
 * @param onError told of what is no fault of the sender
 * @returns what the sender was told
 */
export function sendRefusal(reply: Reply, error: unknown, onError: (error: unknown) => void): string {
  const refusal = refusalOf(error);
  if (!refusal || refusal.status >= 500 || reply.isSent()) onError(error);
  const said = refusal?.message ?? 'The record store could not do this; nothing was changed. Try again later.';
  if (reply.isSent()) return said;
  if (refusal?.retryAfter !== undefined) reply.set('Retry-After', String(refusal.retryAfter));
  reply.json({ error: said, ...faultsShown(refusal?.faults ?? []) }, refusal?.status ?? 500);
  return said;
}

/** The first faults, and how many more there are: a long list of them helps nobody, and costs time to write. */
function faultsShown(faults: readonly Fault[]): object {
  if (faults.length === 0) return {};
  const more = faults.length - mostFaults;
  return { faults: faults.slice(0, mostFaults), ...(more > 0 ? { moreFaults: more } : {}) };
}

const mostFaults = 50;

function refusalOf(error: unknown): HttpRefusal | undefined {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof StatementConflict)
    return new HttpRefusal(409, `${error.message}. Statements never change; send it under a new id.`);
  if (error instanceof DatabaseFull)
    return new HttpRefusal(507, `${error.message}; nothing was stored. Make room, then send it again.`);
  if (error instanceof DatabaseUnavailable)
    return new HttpRefusal(
      503,
      `${error.message}. Try again; what was stored already is not stored twice.`,
      [],
      error.reason === 'lost' || error.reason === 'waited' ? 5 : 1,
    );
  return undefined;
}
