import { type ProfileTerms, profileTerms } from '../../xapi/vocabulary.js';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { refreshAchievements } from './achievements.js';
import { beside } from './beside.js';
import { changes } from './changes.js';
import { factRows, type PutRows } from './fact-rows.js';
import { type FoldRow, foldRows, moveFold, type WhichFold } from './fold-row.js';
import { type Gathered, gatherer, parsedStatement, sayingOf } from './gather.js';
import type { Heard, HeardPart } from './heard.js';
import { knownAttempts } from './known-attempts.js';
import { namesOf } from './person-names.js';
import type { Refresh } from './refresh.js';
import type { FactSource } from './source.js';
import { withoutVoided } from './without-voided.js';
import { clearLearners, namesOfNew, type Tablet, type Written, writeChanges } from './write-changes.js';

export interface ChunkOptions {
  readonly store: FactSource;
  readonly tracking: Tracking;
  /** Ends in '/'. */
  readonly iriBase: string;
  readonly refresh: Refresh;
  /** What this process heard of statements itself; all are read when absent. */
  readonly heard?: Heard;
  /** Statements that are read at a time. */
  readonly pageSize: number;
  /** Pages whose facts are written in one transaction. */
  readonly pages: number;
}

export interface Folded {
  readonly statements: number;
  /** True when nothing was left to read behind it. */
  readonly done: boolean;
}

/** Takes in the statements behind a place: reads, parses and joins them first, then writes facts and place together. */
export type FoldChunk = (from: FoldRow) => Promise<Folded>;

/** @param which the facts that are read, or those beside them */
export function foldChunk(options: ChunkOptions, which: WhichFold): FoldChunk {
  const { store, tracking, iriBase, refresh } = options;
  const { db, dialect } = tracking;
  const live = which === foldRows.live;
  const terms = profileTerms(iriBase);
  const names = namesOf(store);
  const aside = db.withPlugin(beside());
  const put = factRows(live ? db : aside, dialect);
  return async (from) => {
    const heard = live ? await options.heard?.behind(from.cursor, options.pageSize * options.pages) : null;
    const { cursor, lastId, statements, done, said } = await takenIn(options, from, terms, heard);
    if (statements === 0) return { statements, done };
    const { attempts } = await withoutVoided(store, said, terms);
    const known = await knownAttempts(live ? db : aside, dialect, attempts);
    const changed = changes(attempts, known);
    const called = await namesOfNew(changed, known, names);
    await db.transaction().execute(async (trx) => {
      const revision = from.revision + (changed.length > 0 || !live ? 1 : 0);
      await moveFold(trx, from, { cursor, last_id: lastId, revision });
      if (changed.length === 0) return;
      const tablet = tabletOf(trx, live, dialect, put);
      const written = await writeChanges(tablet, changed, known, called);
      if (live) await follow({ ...tracking, db: trx }, written, refresh);
      await clearLearners(tablet, written.learners);
    });
    return { statements, done };
  };
}

function tabletOf(trx: TrackingDb, live: boolean, dialect: Tracking['dialect'], put: PutRows): Tablet {
  const aside = trx.withPlugin(beside());
  return live ? { dialect, here: trx, there: aside, put } : { dialect, here: aside, there: trx, put };
}

/** What people have achieved, and where they stand, follows from facts. */
async function follow(tracking: Tracking, { attempts, learners }: Written, refresh: Refresh): Promise<void> {
  const { db, dialect } = tracking;
  const rows = await db
    .selectFrom('learners')
    .select('person_id')
    .distinct()
    .where(dialect.among('id', learners))
    .where('person_id', 'is not', null)
    .execute();
  const people = rows.flatMap(({ person_id }) => person_id ?? []).sort((a, b) => a - b);
  if (people.length === 0) return;
  await refreshAchievements(db, dialect, { attempts, people });
  await refresh(tracking, people);
}

interface Taken extends Folded, Pick<FoldRow, 'cursor'> {
  readonly lastId: string;
  readonly said: Gathered;
}

/** What was heard, and what is to be read behind it: others may have stored more, and all that came meanwhile. */
async function takenIn(
  { store, pageSize, pages }: ChunkOptions,
  from: FoldRow,
  terms: ProfileTerms,
  heard: HeardPart | null | undefined,
): Promise<Taken> {
  const { add, all: said } = gatherer();
  for (const saying of heard?.sayings ?? []) add(saying);
  let statements = heard?.sayings.length ?? 0;
  let { cursor, lastId } = heard ?? { cursor: from.cursor, lastId: from.last_id };
  if (heard?.more) return { cursor, lastId, statements, said, done: false };
  for (let n = 0; n < pages; n++) {
    const page = await store.find({ ascending: true, limit: pageSize, ...(cursor === '' ? {} : { cursor }) });
    // One after another, each gone before the next: what lives long costs the collector of garbage most.
    for (const { json } of page.statements) add(sayingOf(parsedStatement(json), terms));
    statements += page.statements.length;
    const last = page.statements.at(-1);
    if (last) ({ cursor, id: lastId } = last);
    if (page.next === null) return { cursor, lastId, statements, said, done: true };
    // Whoever else waits gets a turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { cursor, lastId, statements, said, done: false };
}
