import type { Load } from './loads.js';

/** What was found inside a file, so that the file itself need not be kept. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** False for files that are not text, and for text too long to be looked at. */
  readonly isRead: boolean;
  /** Addresses that a browser fetches by itself. */
  readonly loads: readonly Placed<Load>[];
  readonly secrets: readonly Placed<Secret>[];
  /** Handlers of the `unload` event. */
  readonly unloads: readonly Placed<object>[];
  /** Hosts that a script talks to, as far as it names them. */
  readonly calls: readonly Placed<{ readonly host: string }>[];
}

/** Something with its line, from 1. */
export type Placed<Thing> = Thing & { readonly line: number };

/** What looks like a credential. It is never quoted: what is told of it may be read by others. */
export interface Secret {
  /** `a private key`. */
  readonly kind: string;
}

export const noFacts: FileFacts = { size: 0, isRead: false, loads: [], secrets: [], unloads: [], calls: [] };
