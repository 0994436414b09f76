import type { Diagnostic } from '../diagnostics.js';

/** Where a package is at fault: a file in it, with a line when the file is text. */
export interface FaultPlace {
  readonly file: string;
  readonly line?: number;
}

/** A fault of a package as a diagnostic; `id` is the rule's name, so the code is `package/<id>`. */
export function fault(id: string, place: FaultPlace, message: string, hint: string): Diagnostic {
  return {
    code: `package/${id}`,
    severity: 'error',
    file: place.file,
    line: place.line ?? 1,
    column: 1,
    message,
    hint,
  };
}
