import type { CallBreach } from '../scorm/strict/strict-session.js';
import type { JsonObject } from '../xapi/json.js';
import { type CommitLine, createLedger } from './ledger.js';
import type { Verdict } from './verdict.js';

/** One line of the call log: an API call with its answer, or a request to the record store. */
export interface Call {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `LMSSetValue("cmi.core.exit", "suspend")`, `POST statements`. */
  readonly call: string;
  /** `"true"`, `200`. */
  readonly answer: string;
  /** What went wrong, in words with its code; null when nothing did. */
  readonly error: string | null;
  /** What the standard's letter holds against it, whether it was refused or not. */
  readonly breach?: CallBreach | null | undefined;
}

/** What the LMS holds now, as a person reads it. */
export interface Holdings {
  readonly verdict: Verdict;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly interactions: readonly HeldInteraction[];
  readonly suspended: Suspended | null;
}

export interface HeldInteraction {
  readonly id: string;
  readonly type: string;
  readonly response: string;
  readonly result: string;
}

export interface Suspended {
  /** `Suspend data`, or the name of the state document. */
  readonly label: string;
  readonly text: string;
  readonly characters: number;
  readonly bytes: number;
  /** In characters; null where the standard sets none. */
  readonly limit: number | null;
}

/** One statement as the panel lists it. */
export interface StatementLine {
  readonly id: string;
  readonly at: number;
  readonly verb: string;
  readonly object: string;
  /** `88%`, `right`; '' when there is nothing to say. */
  readonly outcome: string;
}

export type FeedEvent =
  | { readonly type: 'call'; readonly calls: readonly Call[] }
  | { readonly type: 'statement'; readonly statements: readonly StatementLine[] }
  | { readonly type: 'holdings'; readonly holdings: Holdings }
  | { readonly type: 'data'; readonly data: Readonly<Record<string, string>>; readonly commits: readonly CommitLine[] }
  | { readonly type: 'commit'; readonly commit: CommitLine; readonly changed: Readonly<Record<string, string>> }
  | { readonly type: 'session'; readonly session: SessionState };

/** `open` while the course may talk; `ended` once it said so; `replaced` when a later launch took over. */
export type SessionState = 'open' | 'ended' | 'replaced';

/** Everything that happened in one launch, kept for who looks later and told to who looks now. */
export interface Feed {
  calls(calls: readonly Call[]): void;
  statements(statements: readonly JsonObject[]): void;
  holdings(holdings: Holdings): void;
  /** All that the LMS holds for the course, by name; the feed finds out what changed. @param at milliseconds since the epoch */
  data(data: Readonly<Record<string, string>>, at: number): void;
  session(session: SessionState): void;
  sessionNow(): SessionState;
  /** Calls `listener` with all events so far, then with each new one. Returns the way to stop. */
  follow(listener: (event: FeedEvent) => void): () => void;
}

/** @param describe turns a statement into the panel's line */
export function createFeed(describe: (statement: JsonObject) => StatementLine): Feed {
  const listeners = new Set<(event: FeedEvent) => void>();
  const calls: Call[] = [];
  const lines = new Map<string, StatementLine>();
  const ledger = createLedger();
  let held: Holdings | null = null;
  let state: SessionState = 'open';
  const tell = (event: FeedEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    calls(news) {
      if (news.length === 0) return;
      calls.push(...news);
      // A day-long session must not fill the memory; the newest calls are the ones that are read.
      if (calls.length > keptCalls) calls.splice(0, calls.length - keptCalls);
      tell({ type: 'call', calls: news });
    },
    statements(news) {
      // A repeated delivery of the same statement is no new statement.
      const fresh = news.map(describe).filter((line) => !lines.has(line.id));
      for (const line of fresh) lines.set(line.id, line);
      if (fresh.length > 0) tell({ type: 'statement', statements: fresh });
    },
    holdings(holdings) {
      held = holdings;
      tell({ type: 'holdings', holdings });
    },
    data(data, at) {
      const isFirst = ledger.isEmpty();
      const commit = ledger.enter(data, at);
      if (isFirst) tell({ type: 'data', data, commits: [] });
      else if (commit) tell({ type: 'commit', ...commit });
    },
    session(session) {
      if (session === state) return;
      state = session;
      tell({ type: 'session', session });
    },
    sessionNow: () => state,
    follow(listener) {
      listener({ type: 'call', calls: [...calls] });
      listener({ type: 'statement', statements: [...lines.values()] });
      if (held) listener({ type: 'holdings', holdings: held });
      if (!ledger.isEmpty()) listener({ type: 'data', data: ledger.data(), commits: ledger.commits() });
      listener({ type: 'session', session: state });
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const keptCalls = 2000;
