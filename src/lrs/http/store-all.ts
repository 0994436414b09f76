import { identityOf } from '../../xapi/identity.js';
import { at, type JsonObject, parsedJson, textAt } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { validateStatements } from '../../xapi/validate/statement.js';
import { verbs } from '../../xapi/vocabulary.js';
import type { Guard, Principal } from '../access.js';
import { SessionMoved, type SessionStep } from '../session-step.js';
import type { Attachment, IncomingBatch, RecordStore } from '../store.js';
import type { Call } from './call.js';
import { attachmentFaults } from './multipart.js';
import { asHttpRefusal, HttpRefusal } from './refusal.js';
import { signatureFaults } from './signatures.js';

/** What storing needs beside the request. */
export interface Storing {
  readonly store: RecordStore;
  /** Told of what failed although the statements are stored. */
  readonly onError: (error: unknown) => void;
}

/**
 * Stores the statements of one request, all or none: checks them, asks the sender's guard, stores, tells the guard.
 * @param path where the statement with this index stands in what was sent
 * @param asSent the same statements without what the store gave them (ids)
 * @param sentFaults what was found wrong already with how they were sent
 * @returns ids in the order given
 * @throws HttpRefusal with every fault
 */
export async function storeAll(
  call: Call,
  { store, onError }: Storing,
  { statements, texts }: Pick<IncomingBatch, 'statements' | 'texts'>,
  attachments: readonly Attachment[],
  path: (index: number) => string,
  sentFaults: readonly Fault[] = [],
  asSent: readonly JsonObject[] = statements,
): Promise<readonly string[]> {
  const faults = [
    ...sentFaults,
    ...validateStatements(statements, call.version, path),
    ...repeatedIds(statements, path),
    ...attachmentFaults(statements, attachments, path),
    ...(await signatureFaults(statements, attachments, path)),
  ];
  if (faults.length > 0)
    throw new HttpRefusal(
      400,
      statements.length === 1 ? 'The statement is not valid.' : 'The statements are not valid.',
      faults,
    );
  const { principal } = call;
  const define = principal.scopes.some((scope) => scope === 'all' || scope === 'define');
  const insert = (step?: SessionStep) =>
    store.insert({
      statements,
      ...(texts ? { texts } : {}),
      attachments,
      version: call.version,
      authority: { ...principal.authority },
      define,
      ...(step ? { step } : {}),
    });
  const { guard } = principal;
  if (!guard) {
    await refuseVoidingOthers(principal, store, statements);
    return insert();
  }
  return inLine(store, guard.line, () => judgeAndStore(guard, { statements, asSent }, insert, onError));
}

/** What the guard allowed by what it knew is stored only while that still holds; else it is asked again. */
async function judgeAndStore(
  guard: Guard,
  { statements, asSent }: { readonly statements: readonly JsonObject[]; readonly asSent: readonly JsonObject[] },
  insert: (step?: SessionStep) => Promise<readonly string[]>,
  onError: Storing['onError'],
): Promise<readonly string[]> {
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = await guard.statements(asSent);
    if (answer && 'reason' in answer) throw asHttpRefusal(answer);
    try {
      const ids = await insert(answer ?? undefined);
      await told(guard, statements, onError);
      return ids;
    } catch (error) {
      if (!(error instanceof SessionMoved)) throw error;
    }
  }
  throw new HttpRefusal(503, 'Too many requests of this session at once; nothing was stored. Try again.', [], 1);
}

/** What is stored is stored: a guard that can't take note of it makes no refusal of the request. */
async function told(guard: Guard, statements: readonly JsonObject[], onError: Storing['onError']): Promise<void> {
  try {
    await guard.stored(statements);
  } catch (error) {
    onError(error);
  }
}

/** Each lost try means that another request of the session went through. */
const mostTries = 50;

const linesOf = new WeakMap<RecordStore, Map<string, Promise<unknown>>>();

/** Keeps the order of arrival among requests of one session at this process. */
function inLine<Value>(store: RecordStore, line: string | undefined, run: () => Promise<Value>): Promise<Value> {
  if (line === undefined) return run();
  const lines = linesOf.get(store) ?? new Map<string, Promise<unknown>>();
  linesOf.set(store, lines);
  const turn = (lines.get(line) ?? Promise.resolve()).then(run);
  const settled: Promise<unknown> = turn
    .catch(() => undefined)
    .then(() => {
      if (lines.get(line) === settled) lines.delete(line);
    });
  lines.set(line, settled);
  return turn;
}

function repeatedIds(statements: readonly JsonObject[], path: (index: number) => string): Fault[] {
  const seen = new Set<string>();
  return statements.flatMap((one, index) => {
    const id = textAt(one, 'id')?.toLowerCase();
    if (id === undefined) return [];
    if (seen.has(id)) return [{ path: `${path(index)}.id`, message: 'is used twice in this request' }];
    seen.add(id);
    return [];
  });
}

/**
 * Who may not do everything voids only what it sent itself (xAPI 1.0.3 Data 2.3.2 leaves to the store whose word takes
 * another's away): else any sender could make a learner's record disappear.
 */
async function refuseVoidingOthers(
  principal: Principal,
  store: RecordStore,
  statements: readonly JsonObject[],
): Promise<void> {
  if (principal.scopes.includes('all')) return;
  const own = identityOf(principal.authority);
  for (const statement of statements) {
    if (textAt(statement, 'verb', 'id') !== verbs.voided.id) continue;
    const id = textAt(statement, 'object', 'id') ?? '';
    const target = (await store.statement(id, false)) ?? (await store.statement(id, true));
    if (target && identityOf(at(parsedJson(target.json), 'authority')) === own) continue;
    throw new HttpRefusal(
      403,
      `This credential sent no statement ${id}, and voids only what it sent; to void what others sent takes the scope all.`,
    );
  }
}
