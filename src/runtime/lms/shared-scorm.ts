import type { RunEvent } from '../run-log.js';
import type { CommitResult, Host } from './session.js';

/** How a SCORM version names its calls. */
export interface CallNames {
  readonly api: string;
  readonly initialize: string;
  readonly get: string;
  readonly set: string;
  readonly commit: string;
  readonly finish: string;
  readonly error: string;
  /** Codes that mean: there is no open session (any more). */
  readonly notOpen: readonly string[];
}

/** An LMS's API object, tamed: nothing throws, answers come as texts and truths, only what changed is set. */
export interface ScormCalls {
  /** True when a session is open now, by this call or already before it. */
  initialize(): boolean;
  /** The element's value; '' when the LMS has none or refuses. */
  get(element: string): string;
  /** The element as a number, or null. */
  number(element: string): number | null;
  /** Sets an element unless it was set to this value before. */
  put(element: string, value: string): void;
  /** Sets what the session can do without: a refusal has no consequence. */
  offer(element: string, value: string): void;
  commit(): CommitResult;
  finish(): boolean;
}

/** An LMS's API object, and the page that holds it. */
export interface FoundApi {
  readonly api: object;
  /** False once that page was left, loaded again or closed: its API answers still, and some say "true" to everything (W2). */
  isHeld(): boolean;
}

/** How long an LMS may take to bring its API, in milliseconds (W6). */
const patience = 4000;
const interval = 100;

/** The LMS's API object: in the windows around this one, then in the one that opened it (SCORM 1.2 RTE 3.3.6.1, 2004 RTE 3.3.6). */
export async function findApi(host: Host, names: CallNames): Promise<FoundApi | null> {
  const { window } = host;
  for (let waited = 0; ; waited += interval) {
    const found = search(window, names);
    if (found || !mayHaveLms(window) || waited >= patience) {
      host.log.note('api', names.api, found ? 'found' : 'none', waited);
      return found;
    }
    await new Promise((resolve) => window.setTimeout(resolve, interval));
  }
}

function mayHaveLms(window: Window): boolean {
  return window.parent !== window || openerOf(window) !== null;
}

function search(window: Window, names: CallNames): FoundApi | null {
  // Real nests are shallow; the number only stops a window that names itself its parent.
  const seen = new Set<Window>();
  const queue: (Window | null)[] = [window];
  while (queue.length > 0 && seen.size < 500) {
    const next = queue.shift();
    if (!next || seen.has(next)) continue;
    seen.add(next);
    const found = apiIn(next, names);
    if (found) return found;
    // All parents come before any opener: an LMS around the course is nearer than one that opened its window.
    if (next.parent !== next) queue.unshift(next.parent);
    queue.push(openerOf(next));
  }
  return null;
}

/** A window of another origin throws at any look inside: then the search goes on past it (W1). */
function apiIn(window: Window, names: CallNames): FoundApi | null {
  try {
    const api: unknown = Reflect.get(window, names.api);
    // An element with that id shows up under the same name, but it has no such call.
    const isApi = typeof api === 'object' && api !== null && typeof Reflect.get(api, names.initialize) === 'function';
    return isApi ? { api, isHeld: pageOf(window) } : null;
  } catch {
    return null;
  }
}

/** Tells whether the window still shows the page that it shows now. */
function pageOf(window: Window): () => boolean {
  const { document } = window;
  return () => {
    try {
      return !window.closed && window.document === document;
    } catch {
      return false;
    }
  };
}

function openerOf(window: Window): Window | null {
  const opener: unknown = window.opener;
  return typeof opener === 'object' && opener !== null ? (opener as Window) : null;
}

/** True when this launch counts; an LMS that names no mode or no credit plays normally (8i, M17). */
export function isForCredit(mode: string, credit: string): boolean {
  return ['', 'normal'].includes(mode.toLowerCase()) && ['', 'credit'].includes(credit.toLowerCase());
}

/** Elements whose values are words of the standard, never the learner's: the log may show them. */
const shown = /(^|[._])(mode|credit|entry|exit|lesson_status|completion_status|success_status|_count)$/;

type Note = readonly [RunEvent, ...(string | number)[]];

/** The element that has no room where an LMS has none. */
const state = 'cmi.suspend_data';

export function scormCalls(
  { api, isHeld }: FoundApi,
  names: CallNames,
  { window, log }: Pick<Host, 'window' | 'log'>,
): ScormCalls {
  const written = new Map<string, string>();
  /** Elements that were refused with the value they have now: while there are any, nothing counts as saved. */
  const refused = new Set<string>();

  /** An LMS may answer with strings, booleans and numbers alike (C4); null: it threw, has no such call (C5), or is gone. */
  function answer(method: string, ...values: readonly string[]): string | null {
    // An API whose page was loaded again may write into what that page holds now: another course's record (W2).
    if (!isHeld()) return null;
    try {
      const found: unknown = Reflect.get(api, method);
      return typeof found === 'function' ? String(found.apply(api, values) ?? '') : null;
    } catch {
      return null;
    }
  }
  const errorCode = () => answer(names.error) ?? '';

  /** True when the LMS says so; what it says instead stands in the log with its code (C2). */
  function done(given: string | null, told: Note, quiet = false): boolean {
    const isDone = given === 'true' || given === '1';
    if (!isDone || !quiet) log.note(...told, ...(isDone ? ['ok'] : [given === null ? 'threw' : 'no', errorCode()]));
    return isDone;
  }
  const ask = (method: string) => done(answer(method, ''), ['call', method]);
  const set = (element: string, value: string, quiet = false) =>
    done(answer(names.set, element, value), ['set', element, shown.test(element) ? value : value.length], quiet);

  const calls: ScormCalls = {
    initialize() {
      if (ask(names.initialize)) return true;
      // Some LMSs keep the session open over a reload of the course and then refuse to open it again;
      // one that still takes a commit is open, one that has ended is not.
      const code = errorCode();
      return code !== '' && code !== '0' && ask(names.commit);
    },
    get(element) {
      const value = answer(names.get, element) ?? '';
      log.note('get', element, shown.test(element) ? value : value.length);
      return value;
    },
    number(element) {
      const text = calls.get(element).trim();
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
    },
    put(element, value) {
      if (written.get(element) === value) return;
      if (set(element, value)) {
        written.set(element, value);
        refused.delete(element);
      } else {
        refused.add(element);
      }
    },
    // Of an interaction's many parts the log has the first, and what was refused.
    offer: (element, value) => void set(element, value, !/\d\.id$/.test(element)),
    commit() {
      const kept = ask(names.commit);
      if (kept && refused.size === 0) return { ok: true };
      // The LMS's page went, or was loaded again; an API that is there now may be another course's (W2).
      if (!isHeld() || search(window, names)?.api !== api) return { ok: false, reason: 'gone', retry: false };
      if (kept) return { ok: false, reason: refused.has(state) ? 'full' : 'refused', retry: true };
      const closed = names.notOpen.includes(errorCode());
      return { ok: false, reason: closed ? 'expired' : 'refused', retry: !closed };
    },
    finish: () => ask(names.finish),
  };
  return calls;
}
