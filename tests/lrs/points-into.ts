/** True when a fault's path leads to something in a value, or to a property missing from something in it. */
export function pointsInto(value: unknown, path: string): boolean {
  if (!path.startsWith('$')) return false;
  let here: unknown = value;
  let rest = path.slice(1);
  while (rest !== '') {
    const [whole, name, index, quoted] = /^(?:\.([A-Za-z_]\w*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/.exec(rest) ?? [];
    if (whole === undefined) return false;
    if (typeof here !== 'object' || here === null) return false;
    rest = rest.slice(whole.length);
    const key = name ?? index ?? String(JSON.parse(quoted ?? '""'));
    if (!Object.hasOwn(here, key)) {
      // A missing property is the end of a path; a name without end is shown cut short.
      return (rest === '' && index === undefined) || key.endsWith('…');
    }
    here = Object.entries(here).find(([one]) => one === key)?.[1];
  }
  return true;
}
