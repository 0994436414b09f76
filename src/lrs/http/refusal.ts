import type { Fault } from '../../xapi/validate/check.js';

/** A request that is not carried out: its HTTP status, why, and every fault with its place. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 507 | 503,
    message: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
    this.name = 'HttpRefusal';
  }
}
