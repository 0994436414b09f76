/**
 * Below 0 when semantic version `a` is older than `b`, 0 when they are of one rank, above 0 when it is newer
 * (Semantic Versioning 2.0.0, item 11).
 */
export function versionOrder(a: string, b: string): number {
  if (a === b) return 0;
  const [first, second] = [parts(a), parts(b)];
  const numbers = compared(first.numbers, second.numbers);
  if (numbers !== 0) return numbers;
  // What has no pre-release comes after all that has one.
  if (first.before.length === 0 || second.before.length === 0) return second.before.length - first.before.length;
  return compared(first.before, second.before);
}

function parts(version: string): { numbers: string[]; before: string[] } {
  const [whole = ''] = version.split('+');
  const dash = whole.indexOf('-');
  const numbers = (dash < 0 ? whole : whole.slice(0, dash)).split('.');
  return { numbers, before: dash < 0 ? [] : whole.slice(dash + 1).split('.') };
}

function compared(a: readonly string[], b: readonly string[]): number {
  for (const [n, one] of a.entries()) {
    const other = b[n];
    if (other === undefined) return 1;
    const [isNumber, otherIsNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
    const order = isNumber ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
