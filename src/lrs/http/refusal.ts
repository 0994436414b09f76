import type { Fault } from '../../xapi/validate/check.js';
import type { Refusal } from '../access.js';

/** A request that is not carried out: its HTTP status, why, and every fault with its place. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 429 | 507 | 503,
    message: string,
    readonly faults: readonly Fault[] = [],
    /** Whole seconds after which another try may succeed. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'HttpRefusal';
  }
}

/** A refusal by a guard or by the authentication, as an answer. */
export function asHttpRefusal({ status, reason, retryAfter }: Refusal): HttpRefusal {
  return new HttpRefusal(status, reason, [], retryAfter);
}
