import { type JsonObject, textAt } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { validateStatement } from '../../xapi/validate/statement.js';
import type { Guard } from '../access.js';
import type { Attachment, RecordStore } from '../store.js';
import type { Call } from './call.js';
import { attachmentFaults } from './multipart.js';
import { HttpRefusal } from './refusal.js';

/**
 * Stores the statements of one request, all or none: checks them, asks the sender's guard, stores, tells the guard.
 * @param path where the statement with this index stands in what was sent
 * @returns ids in the order given
 * @throws HttpRefusal with every fault
 */
export async function storeAll(
  call: Call,
  store: RecordStore,
  statements: readonly JsonObject[],
  attachments: readonly Attachment[],
  path: (index: number) => string,
): Promise<readonly string[]> {
  const faults = [
    ...statements.flatMap((one, index) => validateStatement(one, call.version, path(index))),
    ...repeatedIds(statements, path),
    ...attachmentFaults(statements, attachments, path),
  ];
  if (faults.length > 0)
    throw new HttpRefusal(
      400,
      statements.length === 1 ? 'The statement is not valid.' : 'The statements are not valid.',
      faults,
    );
  const { principal } = call;
  const define = principal.scopes.some((scope) => scope === 'all' || scope === 'define');
  const insert = () =>
    store.insert({ statements, attachments, version: call.version, authority: { ...principal.authority }, define });
  const { guard } = principal;
  if (!guard) return insert();
  return oneAfterAnother(guard, async () => {
    const refusal = await guard.statements(statements);
    if (refusal) throw new HttpRefusal(refusal.status, refusal.reason);
    const ids = await insert();
    await guard.stored(statements);
    return ids;
  });
}

const lines = new WeakMap<Guard, Promise<unknown>>();

/** A guard holds a session's state: what it allowed must be stored before it is asked again. */
function oneAfterAnother<Value>(guard: Guard, run: () => Promise<Value>): Promise<Value> {
  const turn = (lines.get(guard) ?? Promise.resolve()).then(run);
  lines.set(
    guard,
    turn.catch(() => undefined),
  );
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
