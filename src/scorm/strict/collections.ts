/** The lists of a data model (interactions, objectives, comments) as far as their order and their dependencies go. */
export interface Collections {
  /** Why an index leads nowhere; null when it leads to an entry or, for a set, to the next free place. */
  beyond(element: string, use: 'get' | 'set'): string | null;
  /** What must be set before this element; null when nothing is missing (SCORM 2004 RTE 4.1.1.3, 4.2.9). */
  tooEarly(element: string): string | null;
  /** Why this value may not stand here, because it stands elsewhere or the id is fixed; null when it may. */
  notUnique(element: string, value: string): string | null;
  /** Type of the interaction that the element belongs to; '' while it is unknown. */
  interactionType(element: string): string;
  /** Takes note of a value that was set. */
  note(element: string, value: string): void;
}

export function collectionsOf(held: Readonly<Record<string, string>>): Collections {
  const values = new Map<string, string>();
  const counts = new Map<string, number>();
  const note = (element: string, value: string) => {
    values.set(element, value);
    for (const { list, index } of steps(element)) counts.set(list, Math.max(counts.get(list) ?? 0, index + 1));
  };
  for (const [element, value] of Object.entries(held)) note(element, value);
  const count = (list: string) => counts.get(list) ?? 0;
  return {
    beyond(element, use) {
      for (const { list, index } of steps(element)) {
        const entries = count(list);
        if (index > entries || (use === 'get' && index === entries))
          return `names entry ${index}, but ${list} has ${entries} ${entries === 1 ? 'entry' : 'entries'}, counted from 0`;
      }
      return null;
    },
    tooEarly(element) {
      const entry = /^cmi\.(interactions|objectives)\.\d+/.exec(element)?.[0];
      if (entry === undefined || element === `${entry}.id`) return null;
      if (!values.has(`${entry}.id`)) return `needs ${entry}.id to be set first`;
      const needsType = /\.(learner_response|student_response|pattern)$/.test(element);
      return needsType && !values.has(`${entry}.type`) ? `needs ${entry}.type to be set first` : null;
    },
    notUnique(element, value) {
      const now = values.get(element);
      if (/^cmi\.objectives\.\d+\.id$/.test(element) && now !== undefined && now !== value)
        return 'is set already, and an objective keeps its id';
      const [, list, , part] = /^(.+)\.(\d+)\.(id|pattern)$/.exec(element) ?? [];
      // Interactions are a journal: the same question may come again under its id.
      if (list === undefined || list === 'cmi.interactions') return null;
      for (let n = 0; n < count(list); n++) {
        const other = `${list}.${n}.${part}`;
        if (other !== element && values.get(other) === value) return `repeats ${other}`;
      }
      return null;
    },
    interactionType: (element) => values.get(`${/^cmi\.interactions\.\d+/.exec(element)?.[0] ?? ''}.type`) ?? '',
    note,
  };
}

/** Each index on the way to an element with the list that it counts in. */
function steps(element: string): { readonly list: string; readonly index: number }[] {
  return [...element.matchAll(/\.(\d+)(?=\.|$)/g)].map((found) => ({
    list: element.slice(0, found.index),
    index: Number(found[1]),
  }));
}
