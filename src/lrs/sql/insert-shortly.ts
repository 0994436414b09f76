import { type Draft, type DraftedBatch, newStatement } from './arrival.js';
import type { RanShortly } from './group-commit.js';
import type { Inserted, Writing } from './insert-statements.js';
import { linkRows, numberOf } from './link-rows.js';
import { knowsAll } from './names.js';
import { saidIn } from './said.js';
import type { ShortWay, Welcome } from './short-way.js';

/** A database's short way, and how it takes in what is said for the first time. */
export interface ShortWays {
  readonly shortWay: ShortWay;
  readonly welcome: Welcome;
}

/**
 * The usual requests: statements and nothing else, all of them new; what is said in them for the first time is no more
 * than can be numbered by the way. Goes the database's short way.
 * @param least fewer of them are not worth a commit, unless there are no others
 * @returns null, and nothing is stored, when none went that way
 */
export async function insertShortly(
  all: readonly DraftedBatch[],
  { names, now, notBefore, committed }: Writing,
  { shortWay, welcome }: ShortWays,
  least: number,
): Promise<RanShortly<Inserted> | null> {
  const { epoch, inUse: known } = names.asKnown();
  const plain = all.filter((batch) => !hasMore(batch) && !batch.drafts.some(refersOrHasFiles));
  const said = saidIn(plain.flatMap((batch) => batch.drafts));
  const learning = names.asKnown().inUse;
  const newcomers = knowsAll(known, said) ? undefined : await welcome(learning, said);
  const inUse = newcomers ? learning : known;
  const batches = newcomers === null ? plain.filter((batch) => knowsAll(known, saidIn(batch.drafts))) : plain;
  if (batches.length < least) return null;
  const drafts = batches.flatMap((batch) => batch.drafts);
  if (new Set(drafts.map((one) => one.id)).size < drafts.length) return null;
  const firstKey = await shortWay({
    epoch,
    now,
    notBefore,
    statements: drafts.map(({ id, links, text }) => ({
      ...{ id, text, registration: links.registration },
      verb: numberOf(inUse.verb(links.verb), links.verb),
    })),
    ...linkRows(drafts, inUse),
    ...(newcomers ? { newcomers } : {}),
  });
  if (firstKey === null) return null;
  let key = firstKey;
  const usual = new Set(batches);
  return {
    outcomes: all.map((batch) =>
      usual.has(batch) ? { ok: true, value: insertedOf(batch.drafts, () => key++) } : null,
    ),
    committed() {
      inUse.keep();
      committed(firstKey + drafts.length - 1);
    },
  };
}

function hasMore({ attachments, step, learners }: DraftedBatch): boolean {
  return attachments.length > 0 || step !== undefined || (learners?.length ?? 0) > 0;
}

function refersOrHasFiles({ links, files }: Draft): boolean {
  return links.refersTo !== null || links.voids || files.size > 0;
}

function insertedOf(drafts: readonly Draft[], nextKey: () => number): Inserted {
  return {
    ids: drafts.map((one) => one.sentId),
    fresh: drafts.map((one) => newStatement(one, nextKey())),
  };
}
