import type { Selectable } from 'kysely';
import { addMonths, type Day } from '../../days.js';
import type { Curriculum, Requirement } from '../curriculum.js';
import type { TrackingTables } from '../tables.js';
import { type HoursDone, hoursReached } from './hours-reached.js';
import { isBound } from './is-bound.js';
import { type Achieved, type Begun, type ItemStanding, itemStanding, type PersonRecord } from './item-standing.js';

/** Whose standings are worked out. */
export interface StandingPerson {
  readonly id: number;
  readonly county: string | null;
  readonly academy: string | null;
  readonly role: string | null;
  readonly hired: Day | null;
  readonly transferred: Day | null;
}

export type Standing = Selectable<TrackingTables['standings']>;

/**
 * How somebody stands with all that is asked of them: of each requirement one row an item, and one ('') for the whole.
 * Nothing in it depends on today. A whole is done when all its required items are and its hours are reached; what has to
 * be renewed is due again so many months after it was done.
 */
export function standingsOf(
  person: StandingPerson,
  curriculum: Curriculum,
  achievements: readonly Achieved[],
  attempts: readonly Begun[],
): Standing[] {
  const record = {
    achieved: byKey(achievements, ({ item }) => item),
    begun: byKey(attempts, ({ module }) => module),
  };
  return curriculum.requirements
    .filter((requirement) => isBound(requirement, person))
    .flatMap((requirement) => rowsOf(person, curriculum, requirement, record));
}

function rowsOf(
  person: StandingPerson,
  curriculum: Curriculum,
  requirement: Requirement,
  record: PersonRecord,
): Standing[] {
  const { id, renewMonths, hours: asked } = requirement;
  const items = requirement.items.map((item) =>
    itemStanding(item, curriculum.modules.find((one) => one.id === item.id)?.version, record),
  );
  const first = firstDue(person, requirement);
  const dueOf = ({ done }: Pick<ItemStanding, 'done'>) =>
    done !== null && renewMonths !== null ? addMonths(done, renewMonths) : first;
  const reached =
    asked === null ? null : hoursReached(hoursDone(curriculum, requirement, items, record), asked, renewMonths);
  const required = items.filter(({ item }) => item.required);
  const parts = [
    ...required.map((one) => ({ done: one.done, due: dueOf(one) })),
    ...(reached ? [{ done: reached.done, due: reached.until ?? firstHours(person, requirement, first) }] : []),
  ];
  const done = allDone(parts.map((part) => part.done));
  const open = parts.filter((part) => part.done === null || renewMonths !== null).flatMap(({ due }) => due ?? []);
  const { county, academy, role } = person;
  const hours = reached?.hours ?? items.reduce((sum, one) => sum + one.hours, 0);
  return [
    {
      person_id: person.id,
      requirement: id,
      item: '',
      county,
      academy,
      role,
      begun: done === null && (hours > 0 || items.some((one) => one.begun || one.done !== null)) ? 1 : 0,
      done,
      version: null,
      outdated: required.some(({ outdated }) => outdated) ? 1 : 0,
      due: open.length === 0 ? first : Math.min(...open),
      hours: toHundredths(hours),
    },
    ...items.map((one) => ({
      person_id: person.id,
      requirement: id,
      item: one.item.id,
      county,
      academy,
      role,
      begun: one.begun ? 1 : 0,
      done: one.done,
      version: one.version,
      outdated: one.outdated ? 1 : 0,
      // Nothing waits for what may be chosen.
      due: one.item.required ? dueOf(one) : null,
      hours: toHundredths(one.hours),
    })),
  ];
}

/** The day by which it is due first: counted from hire, or from a later transfer. */
function firstDue({ hired, transferred }: StandingPerson, { withinMonths }: Requirement): Day | null {
  const start = startOf(hired, transferred);
  return withinMonths === null || start === null ? null : addMonths(start, withinMonths);
}

/** Hours that were never reached are due at the end of the first window, where nothing else is said. */
function firstHours(
  { hired, transferred }: StandingPerson,
  { renewMonths }: Requirement,
  first: Day | null,
): Day | null {
  const start = startOf(hired, transferred);
  return first ?? (renewMonths === null || start === null ? null : addMonths(start, renewMonths));
}

function startOf(hired: Day | null, transferred: Day | null): Day | null {
  return hired === null || transferred === null ? (hired ?? transferred) : Math.max(hired, transferred);
}

function allDone(days: readonly (Day | null)[]): Day | null {
  const done = days.flatMap((day) => day ?? []);
  return done.length < days.length || done.length === 0 ? null : Math.max(...done);
}

/** What counts for hours: what counts as an item, or without items everything. */
function hoursDone(
  { modules, classes }: Curriculum,
  { items }: Requirement,
  standings: readonly ItemStanding[],
  { achieved }: PersonRecord,
): HoursDone[] {
  if (items.length > 0) {
    const hours = new Map<Achieved, number>();
    for (const { item, counted } of standings)
      for (const one of counted) if (!hours.has(one)) hours.set(one, one.hours ?? item.hours);
    return [...hours].map(([{ item, done }, count]) => ({ item, done, hours: count }));
  }
  const own = (id: string) =>
    modules.find((one) => one.id === id)?.hours ?? classes.find((one) => one.id === id)?.hours ?? 0;
  return [...achieved.values()].flat().map(({ item, done, hours }) => ({ item, done, hours: hours ?? own(item) }));
}

function byKey<One>(all: readonly One[], key: (one: One) => string): ReadonlyMap<string, readonly One[]> {
  const found = new Map<string, One[]>();
  for (const one of all) {
    const list = found.get(key(one));
    if (list) list.push(one);
    else found.set(key(one), [one]);
  }
  return found;
}

function toHundredths(hours: number): number {
  return Math.round(hours * 100) / 100;
}
