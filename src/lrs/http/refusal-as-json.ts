import type { ErrorRequestHandler } from 'express';
import { at, numberAt } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { DatabaseFull, DatabaseUnavailable, StatementConflict } from '../store.js';
import { HttpRefusal } from './refusal.js';

/** Every refusal and error as JSON, never with a stack. */
export function refusalAsJson(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      onError(error);
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (!refusal || refusal.status >= 500) onError(error);
    response.removeHeader('Content-Length');
    if (refusal?.retryAfter !== undefined) response.set('Retry-After', String(refusal.retryAfter));
    response.status(refusal?.status ?? 500).json({
      error: refusal?.message ?? 'The record store could not do this; nothing was changed. Try again later.',
      ...faultsShown(refusal?.faults ?? []),
    });
  };
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
  if (!(error instanceof Error)) return undefined;
  if (error instanceof DatabaseFull)
    return new HttpRefusal(507, `${error.message}; nothing was stored. Make room, then send it again.`);
  if (error instanceof DatabaseUnavailable)
    return new HttpRefusal(
      503,
      `${error.message}. Try again; what was stored already is not stored twice.`,
      [],
      error.reason === 'lost' ? 5 : 1,
    );
  return bodyRefusal(error);
}

/** What Express's body reader says (too large, broken compression, aborted). */
function bodyRefusal(error: Error): HttpRefusal | undefined {
  const status = 'status' in error ? numberAt({ status: error.status }, 'status') : undefined;
  if (status === 413)
    return new HttpRefusal(413, 'The body is too large for the record store; send fewer statements at a time.');
  if (status === 415) return new HttpRefusal(415, 'The body has an encoding that the record store does not read.');
  if (status !== undefined && status >= 400 && status < 500 && at({ ...error }, 'expose') !== false)
    return new HttpRefusal(400, 'The body could not be read.');
  return undefined;
}
