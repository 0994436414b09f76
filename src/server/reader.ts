import { AsyncLocalStorage } from 'node:async_hooks';
import type { Request } from 'express';
import type { Sight } from '../tracking/sight.js';

/** Who asks for a page. */
export interface Reader {
  /** For the access log and the head of pages: a user's name, a credential's key, or '' for whoever sits at this machine. */
  readonly name: string;
  readonly sight: Sight;
  /** Null for a credential, and for whoever sits at this machine. */
  readonly userId: string | null;
  /** True for a credential that changes nothing: it launches no course either. */
  readonly readsOnly?: true;
}

const readers = new WeakMap<Request, Reader>();

/** Notes who asks. */
export function setReader(request: Request, reader: Reader): void {
  readers.set(request, reader);
}

/** The role of whoever asks, for what is made while the question is answered: the navigation of pages. */
export const roleNow = new AsyncLocalStorage<Sight['kind']>();

/** Who asks. @throws when nobody looked: a bug of ours */
export function readerOf(request: Request): Reader {
  const reader = readers.get(request);
  if (!reader) throw new Error('A page was reached without asking who reads it');
  return reader;
}
