import type { Diagnostic } from '../diagnostics.js';

/** A fault of a package: code `package/<what>`, in a file of the package. */
export function problem(what: string, file: string, message: string, hint: string, line = 1): Diagnostic {
  return { code: `package/${what}`, severity: 'error', file, line, column: 1, message, hint };
}
