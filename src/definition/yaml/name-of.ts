import type { Path } from './read-yaml.js';

/**
 * `objectives[2].text` as an author would say it: `text` of entry 3 of `objectives`.
 * @param what how the block is called in which the path begins
 */
export function nameOf(inside: Path, what: string): string {
  const at = inside.findLastIndex((step) => typeof step === 'number');
  const named = inside.slice(at + 1);
  const entry = at === -1 ? '' : `entry ${Number(inside[at]) + 1} of ${nameOf(inside.slice(0, at), what)}`;
  if (named.length === 0) return entry === '' ? what : entry;
  return `\`${named.join('.')}\`${entry === '' ? '' : ` of ${entry}`}`;
}
