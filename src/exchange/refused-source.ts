import type { Diagnostic } from '../diagnostics.js';

/** A file that is not taken at all, with why and what to do; its faults in detail when it was a zip or XML that says more. */
export class RefusedSource extends Error {
  constructor(
    message: string,
    readonly hint: string,
    readonly details: readonly Diagnostic[] = [],
  ) {
    super(message);
    this.name = 'RefusedSource';
  }
}
