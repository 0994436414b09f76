/** One commit as the panel lists it: what it changed. */
export interface CommitLine {
  /** From 1, in this launch. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly changes: readonly Change[];
}

/** Values are cut for the list; the data itself is whole. */
export interface Change {
  readonly element: string;
  /** Null when the element had no value. */
  readonly before: string | null;
  readonly after: string;
}

/** What an LMS holds for a course, commit by commit. */
export interface Ledger {
  isEmpty(): boolean;
  data(): Readonly<Record<string, string>>;
  commits(): readonly CommitLine[];
  /** @returns what is new; null for the first entry, from which changes are counted */
  enter(
    data: Readonly<Record<string, string>>,
    at: number,
  ): { readonly commit: CommitLine; readonly changed: Readonly<Record<string, string>> } | null;
}

export function createLedger(): Ledger {
  let held: Readonly<Record<string, string>> | null = null;
  let number = 0;
  const commits: CommitLine[] = [];
  return {
    isEmpty: () => held === null,
    data: () => held ?? {},
    commits: () => [...commits],
    enter(data, at) {
      const before = held;
      held = data;
      if (before === null) return null;
      const gone = Object.keys(before).filter((element) => !(element in data));
      const changed = Object.fromEntries([
        ...Object.entries(data).filter(([element, value]) => before[element] !== value),
        ...gone.map((element) => [element, ''] as const),
      ]);
      const changes = Object.entries(changed).map(([element, value]) => ({
        element,
        before: before[element] === undefined ? null : shortened(before[element]),
        after: shortened(value),
      }));
      number += 1;
      const commit = { number, at, changes };
      commits.push(commit);
      if (commits.length > keptCommits) commits.shift();
      return { commit, changed };
    },
  };
}

function shortened(value: string): string {
  return value.length > shown ? `${value.slice(0, shown)}… (${value.length} characters)` : value;
}

const shown = 200;
/** A day-long session must not fill the memory. */
const keptCommits = 200;
