import type { Accounts } from '../../lrs/collector/accounts.js';
import { placeOf } from '../../lrs/collector/people.js';
import type { Learner } from '../../lrs/roster-store.js';
import { type Attachment, type IncomingBatch, StatementConflict, type StatementStore } from '../../lrs/store.js';
import { type JsonObject, textAt } from '../../xapi/json.js';
import { validateStatement } from '../../xapi/validate/statement.js';
import { timeOf } from '../../xapi/validate/time.js';
import type { TrackingDb } from '../open-tracking.js';
import { askFiles, FilesLeftOut, filesOf } from './ask-files.js';
import { firstPage, nextPage, PullRefused, type Source, type SourcePage } from './ask-source.js';
import { type PeopleFrom, peopleIn, withOpaquePeople } from './opaque-actors.js';

export interface PullOptions {
  readonly store: Pick<StatementStore, 'attachments' | 'insert'>;
  readonly db: TrackingDb;
  /** Makes the opaque accounts, as the collector does. */
  readonly accounts: Accounts;
  /** Home page of the opaque accounts. */
  readonly homePage: string;
  readonly source: Source;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told after each page how many statements were read so far. */
  readonly progress: (read: number) => void;
}

export interface Pulled {
  /** Statements that the source gave. */
  readonly read: number;
  /** Those that were left out, with the reason. */
  readonly leftOut: readonly LeftOut[];
  /** Statements that came in without their attached files, with the reason. */
  readonly withoutFiles: readonly LeftOut[];
}

interface LeftOut {
  readonly id: string;
  readonly reason: string;
}

/**
 * Statements that a source stores late or that two of its processes commit out of order would be missed by going on
 * exactly where the last reading ended. What is read again is known already and changes nothing. Milliseconds.
 */
const overlap = 10 * 60_000;

/**
 * Reads what another record store has got since the last time into this one, with opaque accounts in the place of
 * people. Each page is stored before it is noted how far reading has come, so that a stop at any moment loses nothing.
 * @throws PullRefused, or the last error of a source that does not answer; how far it came stays noted
 */
export async function pullStatements(options: PullOptions): Promise<Pulled> {
  const { db, source, now } = options;
  const url = source.endpoint;
  await db
    .insertInto('pulls')
    .values({ url, more: '', since: 0, updated: now(), failures: 0, last_error: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  try {
    return await readOn(options);
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    await db
      .updateTable('pulls')
      .set((is) => ({ failures: is('failures', '+', 1), last_error: message, updated: now() }))
      .where('url', '=', url)
      .execute();
    throw error;
  }
}

async function readOn(options: PullOptions): Promise<Pulled> {
  const { db, source, now, progress } = options;
  const row = await db.selectFrom('pulls').selectAll().where('url', '=', source.endpoint).executeTakeFirstOrThrow();
  const before = Number(row.since);
  const begin = () => firstPage(source, Math.max(0, before - overlap));
  const leftOut: LeftOut[] = [];
  const withoutFiles: LeftOut[] = [];
  let read = 0;
  let latest = before;
  let page: SourcePage;
  try {
    page = row.more === '' ? await begin() : await nextPage(source, row.more);
  } catch (error) {
    // Where the last reading was stopped, the source may have forgotten its page meanwhile.
    if (!(error instanceof PullRefused) || !error.isPageGone) throw error;
    page = await begin();
  }
  // What comes in while we read is for the next time.
  const vouched = page.through ?? Number.MAX_SAFE_INTEGER;
  for (;;) {
    const taken = await take(page.statements, options);
    leftOut.push(...taken.leftOut);
    withoutFiles.push(...taken.withoutFiles);
    read += page.statements.length;
    for (const one of page.statements) latest = Math.max(latest, timeOf(textAt(one, 'stored') ?? '') || 0);
    const isLast = page.more === '';
    // A page that was begun by a run before says nothing of what lies before it.
    const since = isLast ? Math.max(before, Math.min(latest, vouched)) : before;
    await db
      .updateTable('pulls')
      .set({ more: page.more, since, updated: now(), failures: 0, last_error: null })
      .where('url', '=', source.endpoint)
      .execute();
    progress(read);
    if (isLast) return { read, leftOut, withoutFiles };
    page = await nextPage(source, page.more);
  }
}

/** Stores a page. @returns what was left out */
async function take(
  statements: readonly JsonObject[],
  { store, accounts, homePage, source }: PullOptions,
): Promise<{ leftOut: LeftOut[]; withoutFiles: LeftOut[] }> {
  const from: PeopleFrom = { source: new URL(source.endpoint).origin, opaque: homePage };
  const leftOut: LeftOut[] = [];
  // Who vouches for it and when it was stored is said by every record store for itself.
  const own = statements.map(({ authority: _authority, stored: _stored, ...said }) => said);
  const good = own.filter((one) => {
    const [fault] = validateStatement(one, source.version);
    if (fault) leftOut.push({ id: idOf(one), reason: `${fault.path} is not valid` });
    return fault === undefined;
  });
  const people = new Map(good.flatMap((one) => peopleIn(one, from)).map((learner) => [placeOf(learner), learner]));
  const names = await accounts.of([...people.values()]);
  const accountOf = (learner: Learner) => ({ homePage, name: names.get(placeOf(learner)) ?? '' });
  const { files, withoutFiles } = await newFiles(store, source, good);
  const batch = (some: readonly JsonObject[]): IncomingBatch => ({
    ...{ statements: some, version: source.version, authority: authorityFor(source), define: true },
    attachments: some.flatMap((one) => filesOf(one)).flatMap((hash) => files.get(hash) ?? []),
    learners: [...people].map(([place, learner]) => ({ ...learner, account: names.get(place) ?? '' })),
  });
  const opaque = good.map((one) => withOpaquePeople(one, from, accountOf));
  if (opaque.length === 0) return { leftOut, withoutFiles };
  try {
    await store.insert(batch(opaque));
  } catch (error) {
    if (!(error instanceof StatementConflict)) throw error;
    // One of them stands here in another form: all others come in.
    for (const one of opaque) {
      const isStored = await store.insert(batch([one])).then(
        () => true,
        (why: unknown) => {
          if (why instanceof StatementConflict) return false;
          throw why;
        },
      );
      if (!isStored) leftOut.push({ id: idOf(one), reason: 'another statement is stored here under its id' });
    }
  }
  return { leftOut, withoutFiles };
}

/** Files of these statements that are not here yet, by hash. */
async function newFiles(
  store: PullOptions['store'],
  source: Source,
  statements: readonly JsonObject[],
): Promise<{ files: ReadonlyMap<string, Attachment>; withoutFiles: LeftOut[] }> {
  const files = new Map<string, Attachment>();
  const withoutFiles: LeftOut[] = [];
  for (const one of statements) {
    const hashes = [...new Set(filesOf(one))].filter((hash) => !files.has(hash));
    if (hashes.length === 0) continue;
    const here = await store.attachments(hashes);
    const wanted = hashes.filter((hash) => !here.has(hash));
    if (wanted.length === 0) continue;
    try {
      for (const file of await askFiles(source, one, wanted)) files.set(file.sha2, file);
    } catch (error) {
      // Refused by itself: voided meanwhile, say. The statement is worth having all the same.
      if (!(error instanceof FilesLeftOut || error instanceof PullRefused)) throw error;
      withoutFiles.push({ id: idOf(one), reason: error.message });
    }
  }
  return { files, withoutFiles };
}

function idOf(statement: JsonObject): string {
  return textAt(statement, 'id') ?? 'without an id';
}

function authorityFor({ endpoint }: Source): JsonObject {
  return { objectType: 'Agent', account: { homePage: new URL(endpoint).origin, name: 'pulled' } };
}
