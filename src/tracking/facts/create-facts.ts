import pRetry from 'p-retry';
import { DatabaseUnavailable, type StoredStatement } from '../../lrs/store.js';
import { profileTerms } from '../../xapi/vocabulary.js';
import type { Tracking } from '../open-tracking.js';
import { type FoldChunk, foldChunk } from './fold-chunk.js';
import { type FoldRow, foldRows, moveFold, Overtaken, readFold } from './fold-row.js';
import type { Heard } from './heard.js';
import { linkLearners } from './link-learners.js';
import { beginBeside, followDue, putInPlace } from './put-in-place.js';
import type { Refresh } from './refresh.js';
import type { FactSource } from './source.js';
import { statementsBehind } from './statements-behind.js';

/** What folds: another value than the one that facts were folded by means that all are made anew. */
const foldRules = '2';

export interface FactsOptions {
  readonly store: FactSource;
  readonly tracking: Tracking;
  /** Ends in '/'. */
  readonly iriBase: string;
  readonly refresh: Refresh;
  /** See `ChunkOptions.heard`. */
  readonly heard?: Heard;
  /** Told how many statements were read so far, in one catching up. */
  readonly progress?: (statements: number) => void;
  /** Statements that are read at a time, and how many such pages are written together. */
  readonly pageSize?: number;
  readonly pages?: number;
}

/** Facts made from statements, and how they follow them. One catches up at a time in each process. */
export interface Facts {
  /** Takes in what was stored since, or makes all anew where statements were taken away. */
  catchUp(): Promise<CaughtUp>;
  /** Makes all facts anew, beside those that are read meanwhile. */
  rebuild(): Promise<CaughtUp>;
  /** Links learners to people as the roster names them now, and makes their standings follow. */
  link(): Promise<void>;
  /** The statements behind an attempt, as the record store has them now, in the order of storing. */
  statementsBehind(attemptId: number): Promise<readonly StoredStatement[]>;
}

export interface CaughtUp {
  /** Everything stored up to this time is in the facts (milliseconds since the epoch). */
  readonly through: number;
  /** Another one than before when any fact has changed. */
  readonly revision: number;
  /** Statements that were read. */
  readonly statements: number;
}

export function createFacts(options: FactsOptions): Facts {
  const { store, tracking, iriBase, refresh } = options;
  const chunk = { pageSize: 1000, pages: 4, ...options };
  const fold: Fold = {
    options,
    live: foldChunk(chunk, foldRows.live),
    // Nobody reads these meanwhile, or waits for them: what many pages say of an attempt is written once.
    beside: foldChunk({ ...chunk, pages: chunk.pages * 4 }, foldRows.beside),
  };
  const terms = profileTerms(iriBase);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const link = async () => {
    const people = await patiently(() => linkLearners(tracking, store));
    if (people.length > 0) await patiently(() => refresh(tracking, people));
  };
  return {
    catchUp: () => inTurn(() => catchUp(fold)),
    rebuild: () =>
      inTurn(async () => {
        await patiently(async () => beginBeside(tracking, await store.removals(), foldRules));
        const made = await madeAnew(fold);
        return { ...(await catchUp(fold)), statements: made };
      }),
    link: () => inTurn(link),
    statementsBehind: (attemptId) => statementsBehind(tracking.db, store, terms, attemptId),
  };
}

interface Fold {
  readonly options: FactsOptions;
  readonly live: FoldChunk;
  readonly beside: FoldChunk;
}

async function catchUp(fold: Fold): Promise<CaughtUp> {
  const { store, tracking, progress = () => undefined } = fold.options;
  let statements = 0;
  await followAll(fold);
  for (;;) {
    const through = await store.consistentThrough();
    const removals = await store.removals();
    const from = await placeOf(tracking);
    if (from.cursor === '' && from.rules === '') {
      // The very first: there is nothing to keep from readers.
      await adopt(tracking, from, removals);
      continue;
    }
    if (from.rules !== foldRules || from.removals !== removals || !(await isThere(store, from))) {
      statements += await madeAnew(fold);
      continue;
    }
    const done = await attempted(() => fold.live(from));
    if (!done) continue;
    statements += done.statements;
    if (done.statements > 0) progress(statements);
    if (!done.done) continue;
    const { revision } = await reached(tracking, through);
    return { through, revision, statements };
  }
}

/** Makes facts anew beside those that are read, and puts them in place. Goes on where another process was cut off. */
async function madeAnew(fold: Fold): Promise<number> {
  const { store, tracking, progress = () => undefined } = fold.options;
  let statements = 0;
  for (;;) {
    const through = await store.consistentThrough();
    const removals = await store.removals();
    const begun = await readFold(tracking.db, foldRows.beside);
    const usable = begun?.rules === foldRules && begun.removals === removals && (await isThere(store, begun));
    const from = usable ? begun : await patiently(() => beginBeside(tracking, removals, foldRules));
    const done = await attempted(() => fold.beside(from));
    if (!done) continue;
    statements += done.statements;
    if (done.statements > 0) progress(statements);
    if (!done.done) continue;
    const made = await readFold(tracking.db, foldRows.beside);
    const live = await placeOf(tracking);
    if (!made || made.rules !== foldRules) continue;
    const inPlace = await attempted(async () => {
      await putInPlace(tracking, live, made, through);
      return true;
    });
    if (!inPlace) continue;
    await followAll(fold);
    return statements;
  }
}

/** People and their standings follow facts that were put in place. Noted, so that who is cut off here does it next time. */
async function followAll({ options: { store, tracking, refresh } }: Fold): Promise<void> {
  const made = await readFold(tracking.db, foldRows.beside);
  if (made?.rules !== followDue) return;
  await patiently(() => linkLearners(tracking, store));
  await patiently(() => refresh(tracking, 'all'));
  await attempted(() => tracking.db.transaction().execute((trx) => moveFold(trx, made, { rules: '' })));
}

async function placeOf({ db }: Tracking): Promise<FoldRow> {
  const row = await readFold(db, foldRows.live);
  if (!row) throw new Error('The database of tracking has no row of the fold');
  return row;
}

/** False when the record store is another one than the one that was read, or an older copy of it. */
async function isThere(store: FactSource, { cursor, last_id }: FoldRow): Promise<boolean> {
  if (cursor === '') return true;
  const found = (await store.statement(last_id, false)) ?? (await store.statement(last_id, true));
  return found?.cursor === cursor;
}

async function adopt({ db }: Tracking, from: FoldRow, removals: number): Promise<void> {
  await patiently(() =>
    db
      .updateTable('fold')
      .set({ removals, rules: foldRules })
      .where('one', '=', from.one)
      .where('cursor', '=', '')
      .where('rules', '=', '')
      .execute(),
  );
}

/** A time that is noted to the second: readers of a quiet store cost no write each. */
const worthNoting = 1000;

async function reached(tracking: Tracking, through: number): Promise<FoldRow> {
  const row = await placeOf(tracking);
  if (through - row.through < worthNoting) return row;
  await patiently(() =>
    tracking.db
      .updateTable('fold')
      .set({ through })
      .where('one', '=', row.one)
      .where('cursor', '=', row.cursor)
      .where('through', '<', through)
      .execute(),
  );
  return { ...row, through };
}

/** Undefined when another process was there first: then begin at the place that it has reached. */
async function attempted<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await patiently(work);
  } catch (error) {
    if (error instanceof Overtaken) return undefined;
    throw error;
  }
}

/** Another process that writes is waited for. */
function patiently<Value>(work: () => Promise<Value>): Promise<Value> {
  return pRetry(work, {
    retries: 20,
    minTimeout: 50,
    maxTimeout: 1000,
    shouldRetry: ({ error }) => error instanceof DatabaseUnavailable,
  });
}
