import type { Selectable } from 'kysely';
import type { TrackingDb } from '../open-tracking.js';
import type { TrackingTables } from '../tables.js';
import type { Placer } from './placement.js';
import { type RosterField, type RosterFile, type RosterRow, rosterColumns } from './read-roster.js';

type Person = Selectable<TrackingTables['people']>;

/** What a file of accounts would change. */
export interface RosterPlan {
  readonly added: readonly NewPerson[];
  readonly changed: readonly PersonChange[];
  /** Active people whom a complete file does not name any more. */
  readonly gone: readonly { readonly id: number; readonly userId: string; readonly name: string }[];
  readonly unchanged: number;
  /** Active people whom the file does not name and who stay as they are. */
  readonly untouched: number;
  /** Organizations that nobody has told of, with how many people of the file are in them; the most first. */
  readonly unknownOrganizations: readonly (Counted & { readonly near: string | null })[];
  /** Job titles that give no role, with how many people of the file have them; the most first. */
  readonly withoutRole: readonly Counted[];
  /** People of the file, active and in a county, whose day of hire nobody knows. */
  readonly withoutHire: number;
}

export interface NewPerson {
  readonly row: RosterRow;
  readonly person: Omit<Person, 'id' | 'updated' | 'standings_mark' | 'name_key'>;
}

export interface PersonChange {
  readonly id: number;
  readonly userId: string;
  readonly name: string;
  readonly fields: readonly {
    readonly field: string;
    readonly from: string | number | null;
    readonly to: string | number | null;
  }[];
  /** Null for somebody who stays in their county. */
  readonly moved: { readonly from: string | null; readonly to: string | null } | null;
  readonly set: Partial<Person>;
}

export interface Counted {
  readonly name: string;
  readonly people: number;
}

/**
 * Holds a file of accounts against the people there are; changes nothing.
 * @param complete whether people whom the file does not name are gone
 */
export async function planRoster(
  db: TrackingDb,
  placer: Placer,
  { rows }: RosterFile,
  complete: boolean,
): Promise<RosterPlan> {
  const people = new Map((await db.selectFrom('people').selectAll().execute()).map((one) => [one.user_key, one]));
  const added: NewPerson[] = [];
  const changed: PersonChange[] = [];
  const [organizations, titles] = [new Map<string, number>(), new Map<string, number>()];
  let [unchanged, withoutHire] = [0, 0];
  for (const row of rows) {
    const before = people.get(row.key);
    people.delete(row.key);
    const now = personOf(row, before, placer);
    if (!placer.knows(now.organization)) count(organizations, now.organization);
    if (now.role === null && now.active === 1 && now.county !== null)
      count(titles, [now.job_title, now.employee_type].find((text) => text !== '') ?? '(none)');
    if (now.hired === null && now.active === 1 && now.county !== null) withoutHire += 1;
    if (before === undefined) added.push({ row, person: now });
    else {
      const change = changeOf(before, now);
      if (change === null) unchanged += 1;
      else changed.push(change);
    }
  }
  const left = [...people.values()].filter((person) => person.active === 1);
  const gone = complete ? left.map((one) => ({ id: one.id, userId: one.user_id, name: nameOf(one) })) : [];
  return {
    added,
    changed,
    gone,
    unchanged,
    untouched: complete ? 0 : left.length,
    unknownOrganizations: mostFirst(organizations).map((one) => ({ ...one, near: placer.near(one.name) ?? null })),
    withoutRole: mostFirst(titles),
    withoutHire,
  };
}

/** A person's name as lists have it. */
export function nameOf({ last_name, first_name }: Pick<Person, 'last_name' | 'first_name'>): string {
  return `${last_name}, ${first_name}`;
}

const empty = {
  email: '',
  active: 1,
  employee_type: '',
  department: '',
  job_title: '',
  area: '',
  lms_id: '',
  hired: null,
  transferred: null,
};

function personOf({ key, account }: RosterRow, before: Person | undefined, placer: Placer): NewPerson['person'] {
  const kept = before
    ? Object.fromEntries(Object.keys(empty).map((field) => [field, before[field as keyof typeof empty]]))
    : {};
  const said = { ...empty, ...kept, ...account, user_key: key };
  return { ...said, hired: said.hired ?? null, transferred: said.transferred ?? null, ...placer.placementOf(said) };
}

/** What follows from the account. */
const following = ['county', 'academy', 'role'] as const;

function changeOf(before: Person, now: NewPerson['person']): PersonChange | null {
  const differing = [...(Object.keys(rosterColumns) as RosterField[]), ...following].filter(
    (field) => before[field] !== now[field],
  );
  if (differing.length === 0) return null;
  return {
    id: before.id,
    userId: now.user_id,
    name: nameOf(now),
    fields: differing.map((field) => ({ field: titleOf(field), from: before[field], to: now[field] })),
    moved: before.county === now.county ? null : { from: before.county, to: now.county },
    set: Object.fromEntries(differing.map((field) => [field, now[field]])),
  };
}

/** The column's name in the file; of what follows from it (county, academy, role) its own. */
function titleOf(field: string): string {
  return field in rosterColumns ? rosterColumns[field as RosterField].name : field;
}

function count(found: Map<string, number>, name: string): void {
  found.set(name, (found.get(name) ?? 0) + 1);
}

function mostFirst(found: ReadonlyMap<string, number>): Counted[] {
  return [...found]
    .map(([name, people]) => ({ name, people }))
    .sort((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1));
}
