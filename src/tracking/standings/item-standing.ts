import type { Day } from '../../days.js';
import { versionOrder } from '../../version-order.js';
import type { RequirementItem } from '../curriculum.js';

/** Something that a person has done. */
export interface Achieved {
  readonly item: string;
  readonly done: Day;
  readonly version: string | null;
  /** Null: what the curriculum says. */
  readonly hours: number | null;
}

/** Something that a person has begun. */
export interface Begun {
  readonly module: string;
  readonly version: string | null;
  readonly last_at: number;
}

/** What a person has done and begun, by item. */
export interface PersonRecord {
  readonly achieved: ReadonlyMap<string, readonly Achieved[]>;
  readonly begun: ReadonlyMap<string, readonly Begun[]>;
}

export interface ItemStanding {
  readonly item: RequirementItem;
  /** What counts as the item. */
  readonly counted: readonly Achieved[];
  readonly begun: boolean;
  readonly done: Day | null;
  /** The newest version held; of one not done the version begun last. Of what has no versions null. */
  readonly version: string | null;
  readonly outdated: boolean;
  readonly hours: number;
}

/**
 * How somebody stands with one item of a requirement.
 * @param current the item's current version; undefined for what is no module
 */
export function itemStanding(item: RequirementItem, current: string | undefined, record: PersonRecord): ItemStanding {
  const own = record.achieved.get(item.id) ?? [];
  const counted = countedFor(item, current, record);
  const begun = [item.id, ...item.accepts.map((one) => one.item)].flatMap((id) => record.begun.get(id) ?? []);
  const done = counted.length === 0 ? null : Math.max(...counted.map((one) => one.done));
  const held = counted.filter((one) => one.item === item.id).map((one) => one.version);
  const version =
    done === null ? lastVersion(own, record.begun.get(item.id) ?? []) : newest(held.flatMap((one) => one ?? []));
  return {
    item,
    counted,
    begun: done === null && (begun.length > 0 || own.length > 0),
    done,
    version,
    outdated: version !== null && current !== undefined && versionOrder(version, current) < 0,
    hours: done === null ? 0 : hoursAt(counted, done, item.hours),
  };
}

function countedFor(item: RequirementItem, current: string | undefined, { achieved }: PersonRecord): Achieved[] {
  const own = achieved.get(item.id) ?? [];
  const isCurrent = ({ version }: Achieved) =>
    current === undefined || (version !== null && versionOrder(version, current) >= 0);
  const found = new Set(own.filter(isCurrent));
  for (const { item: id, from, until } of item.accepts) {
    for (const one of achieved.get(id) ?? []) {
      const isNewEnough = from === null || (one.version !== null && versionOrder(one.version, from) >= 0);
      if (isNewEnough && (until === null || one.done <= until)) found.add(one);
    }
  }
  return [...found];
}

/** What a file says of the hours goes before what the curriculum says. */
function hoursAt(counted: readonly Achieved[], day: Day, otherwise: number): number {
  const said = counted.filter(({ done }) => done === day).flatMap(({ hours }) => hours ?? []);
  return said.length === 0 ? otherwise : Math.max(...said);
}

function newest(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (best, one) => (best === null || versionOrder(one, best) > 0 ? one : best),
    null,
  );
}

/** Of something not done: the version begun last, else the newest one done in vain. */
function lastVersion(own: readonly Achieved[], begun: readonly Begun[]): string | null {
  const last = begun.reduce<Begun | null>(
    (best, one) => (best === null || one.last_at > best.last_at ? one : best),
    null,
  );
  return last?.version ?? newest(own.flatMap(({ version }) => version ?? []));
}
