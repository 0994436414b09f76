import { textStoredAt } from '../statement-text.js';
import type { Draft, DraftedBatch } from './arrival.js';
import type { Ran } from './group-commit.js';
import type { Inserted, Writing } from './insert-statements.js';
import { linkRows, numberOf } from './link-rows.js';
import { knowsAll } from './names.js';
import { saidIn } from './said.js';
import type { ShortWay } from './short-way.js';
import { storedAt } from './tables.js';

/**
 * The usual requests: statements and nothing else, all of them new, with nothing new in them. Goes the database's short way.
 * @returns null, and nothing is stored, when they are others
 */
export async function insertShortly(
  batches: readonly DraftedBatch[],
  { names, now, notBefore, committed }: Writing,
  shortWay: ShortWay,
): Promise<Ran<Inserted> | null> {
  if (batches.some(hasMore)) return null;
  const drafts = batches.flatMap((batch) => batch.drafts);
  if (drafts.some(refersOrHasFiles) || new Set(drafts.map((one) => one.id)).size < drafts.length) return null;
  const { epoch, inUse } = names.asKnown();
  if (!knowsAll(inUse, saidIn(drafts))) return null;
  const firstKey = await shortWay({
    epoch,
    now: now(),
    notBefore: notBefore(),
    statements: drafts.map(({ id, links, text }) => ({
      ...{ id, text, registration: links.registration },
      verb: numberOf(inUse.verb(links.verb), links.verb),
    })),
    ...linkRows(drafts, inUse),
  });
  if (firstKey === null) return null;
  let key = firstKey;
  return {
    outcomes: batches.map((batch) => ({ ok: true, value: insertedOf(batch.drafts, () => key++) })),
    committed: () => committed(firstKey + drafts.length - 1),
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
    fresh: drafts.map(({ sentId, text }) => {
      const key = nextKey();
      return { cursor: String(key), id: sentId, json: textStoredAt(text, storedAt(key)) };
    }),
  };
}
