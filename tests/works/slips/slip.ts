/** What an author may do to a file of a module: change a piece of its text, write it, take it away, or call it otherwise. */
export type Change =
  | { readonly in: string; readonly from: string; readonly to: string }
  | { readonly write: string; readonly text: string | Uint8Array }
  | { readonly remove: string }
  | { readonly move: string; readonly to: string };

/** One slip of an author, provoked in the good module, and the code of what has to be said of it. */
export interface Slip {
  readonly what: string;
  readonly code: string;
  readonly changes: readonly Change[];
}

/** A slip that is one change of a text. */
export function slip(what: string, code: string, file: string, from: string, to: string): Slip {
  return { what, code, changes: [{ in: file, from, to }] };
}
