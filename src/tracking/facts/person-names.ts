import type { RosterEntry, RosterStore } from '../../lrs/roster-store.js';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingDb } from '../open-tracking.js';
import type { Learner } from './said-learner.js';

/** What learners may be called in the roster of people, the surest first: lower case, by identity. */
export type NamesOf = (learners: readonly Learner[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/**
 * The id in the LMS that an opaque account stands for (only the record store's roster knows), else the account's own
 * name, which may be such an id where no collector came between; else the mailbox.
 */
export function namesOf(store: Pick<RosterStore, 'rosterEntries'>): NamesOf {
  return async (learners) => {
    const entries = await store.rosterEntries(
      learners.flatMap(({ account, homePage }) => (homePage === '' ? [] : [account])),
    );
    return new Map(learners.map((one) => [one.identity, called(one, entries)]));
  };
}

function called({ identity, account, homePage }: Learner, entries: ReadonlyMap<string, RosterEntry>): string[] {
  const mailbox = /^mbox\|mailto:(.+)$/i.exec(identity)?.[1];
  if (homePage === '') return mailbox === undefined ? [] : [mailbox.toLowerCase()];
  const entry = entries.get(account);
  return [...(entry ? [entry.learner] : []), account].map((name) => name.toLowerCase());
}

/** Whom names stand for, by name. */
export async function peopleNamed(
  db: TrackingDb,
  dialect: Dialect,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('person_names')
    .select(['name', 'person_id'])
    .where(dialect.among('name', [...new Set(names)]))
    .execute();
  return new Map(rows.map(({ name, person_id }) => [name, person_id]));
}

/** The first of somebody's names that the roster knows. */
export function personOf(names: readonly string[], people: ReadonlyMap<string, number>): number | null {
  for (const name of names) {
    const person = people.get(name);
    if (person !== undefined) return person;
  }
  return null;
}
