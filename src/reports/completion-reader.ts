import type { StatementStore } from '../lrs/store.js';
import type { UpkeepStore } from '../lrs/upkeep-store.js';
import { isObject, type JsonObject, textAt } from '../xapi/json.js';
import { verbs } from '../xapi/vocabulary.js';
import { addStatements, type Completion, noCompletion } from './completion.js';
import { type CompletionRecord, completionRecords } from './completion-records.js';

export interface CompletionReport {
  readonly records: readonly CompletionRecord[];
  /** Everything stored up to this time is in it (milliseconds since the epoch). */
  readonly through: number;
}

/** Reads the report; each reading takes in only what was stored since the last one. */
export type ReadCompletion = () => Promise<CompletionReport>;

type Source = Pick<StatementStore, 'find' | 'consistentThrough'> & Pick<UpkeepStore, 'removals'>;

/** A reader of completion from a record store. When something is voided, erased or pruned, it counts anew without it. */
export function completionReader(store: Source, iriBase: string): ReadCompletion {
  let completion: Completion = noCompletion;
  let cursor: string | null = null;
  let removals = 0;
  const voidings = new Set<string>();
  const catchUp = async (): Promise<CompletionReport> => {
    const through = await store.consistentThrough();
    const removed = await store.removals();
    if (removed !== removals) {
      completion = noCompletion;
      cursor = null;
      removals = removed;
    }
    for (;;) {
      const page = await store.find({ ascending: true, limit: 500, ...(cursor === null ? {} : { cursor }) });
      const statements = page.statements.map((one) => parsed(one.json));
      const fresh = statements
        .filter((one) => textAt(one, 'verb', 'id') === verbs.voided.id)
        .map((one) => textAt(one, 'id') ?? '');
      const unheard = fresh.filter((id) => !voidings.has(id));
      if (unheard.length > 0 && cursor !== null) {
        for (const id of unheard) voidings.add(id);
        completion = noCompletion;
        cursor = null;
        continue;
      }
      for (const id of unheard) voidings.add(id);
      completion = addStatements(completion, statements, iriBase);
      cursor = page.statements.at(-1)?.cursor ?? cursor;
      if (page.next === null) return { records: completionRecords(completion), through };
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = turn.then(catchUp);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

function parsed(json: string): JsonObject {
  const value: unknown = JSON.parse(json);
  return isObject(value) ? value : {};
}
