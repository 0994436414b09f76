import { DatabaseFull, DatabaseUnavailable } from '../store.js';

/** What the driver's error means to the store; any other error as it is. Codes: PostgreSQL manual, appendix A. */
export function postgresFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '53100') return new DatabaseFull(error);
  if (conflicts.has(code)) return new DatabaseUnavailable('conflict', error);
  if (busy.has(code)) return new DatabaseUnavailable('busy', error);
  if (lost.has(code) || code.startsWith('08') || lostSaid.test(error.message))
    return new DatabaseUnavailable('lost', error);
  return error;
}

/** serialization_failure, deadlock_detected */
const conflicts = new Set(['40001', '40P01']);

/** too_many_connections, query_canceled (by its time limit), lock_not_available */
const busy = new Set(['53300', '57014', '55P03']);

const lost = new Set([
  // admin_shutdown, crash_shutdown, cannot_connect_now, idle_in_transaction_session_timeout
  '57P01',
  '57P02',
  '57P03',
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The driver says these without a code. */
const lostSaid =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired)/i;
