import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, textAt } from '../xapi/json.js';
import type { Guard, Refusal } from './access.js';
import type { Breach, SessionRules, Verdict } from './session-rules.js';
import type { SessionStep } from './session-step.js';
import type { SessionStore, StoredSession } from './session-store.js';

export interface RevivedGuardOptions {
  readonly store: SessionStore;
  /** As it was read for this request. */
  readonly session: StoredSession;
  readonly rules: SessionRules;
  /** Told of what was stored for the session by this process. */
  readonly heard: ((statements: readonly JsonObject[]) => void | Promise<void>) | undefined;
}

/**
 * The guard of a session for one request: judges by the stored state, and has what it notes written only while
 * no other process has noted anything since.
 */
export function revivedGuard({ store, session, rules, heard }: RevivedGuardOptions): Guard {
  let held = session;
  let isStale = false;
  const reload = async (): Promise<boolean> => {
    const found = await store.session(held.id);
    if (!found) return false;
    held = found;
    return true;
  };
  /** What is refused by an old state may be right by the present one: a request waits for those before it. */
  const judge = async (ask: (state: JsonObject) => Verdict): Promise<Verdict> => {
    for (;;) {
      const verdict: Verdict = held.closed === null ? ask(held.state) : { status: 403, reason: held.closed };
      if ('state' in verdict) return verdict;
      const { revision } = held;
      if (!(await reload())) return gone;
      if (held.revision === revision) return verdict;
    }
  };
  const onRecord = async (breach: Breach): Promise<Refusal> => {
    const said = breach.broke === undefined ? [] : ((await rules.refused?.(breach)) ?? []);
    if (said.length > 0) await heard?.(said);
    return breach;
  };
  const stepTo = (state: JsonObject): SessionStep | null =>
    isDeepStrictEqual(state, held.state) ? null : { session: held.id, revision: held.revision, state };
  return {
    line: session.id,
    async statements(statements) {
      if (isStale && !(await reload())) return gone;
      isStale = true;
      let verdict = await judge((state) => rules.statements(statements, state));
      if ('reason' in verdict) {
        // A delivery that is repeated because its answer was lost is no breach: nothing is added by it.
        const fresh = held.closed === null ? await notStored(store, statements) : statements;
        if (fresh.length === 0) return null;
        if (fresh.length < statements.length) verdict = await judge((state) => rules.statements(fresh, state));
        if ('reason' in verdict) return onRecord(verdict);
      }
      const step = stepTo(verdict.state);
      if (step) held = { ...held, state: step.state };
      return step;
    },
    async document(request) {
      for (;;) {
        const verdict = await judge((state) => rules.document(request, state));
        if ('reason' in verdict) return onRecord(verdict);
        const step = stepTo(verdict.state);
        if (!step || (await store.changeSession(step))) return null;
        if (!(await reload())) return gone;
      }
    },
    async other() {
      const verdict = await judge((state) => rules.other(state) ?? { state });
      return 'reason' in verdict ? onRecord(verdict) : null;
    },
    async malformed(reason) {
      const verdict = await judge((state) => rules.malformed?.(reason) ?? { state });
      return 'reason' in verdict ? (await onRecord(verdict)).reason : reason;
    },
    async stored(statements) {
      const besides = (await rules.stored?.(statements, held.state)) ?? [];
      await heard?.([...statements, ...besides]);
    },
  };
}

const gone: Refusal = { status: 401, reason: 'This credential was revoked.' };

async function notStored(store: SessionStore, statements: readonly JsonObject[]): Promise<readonly JsonObject[]> {
  const ids = await store.idsStored(statements.map((one) => textAt(one, 'id') ?? ''));
  return statements.filter((one) => !ids.has(textAt(one, 'id')?.toLowerCase() ?? ''));
}
