/**
 * True for a name that every importer unfolds alike: ASCII letters, digits, `.`, `_`, `-`, and `/` between parts.
 * Names outside ASCII need a flag that some importers ignore, and blanks are not decoded by all.
 */
export function isSafeName(name: string): boolean {
  return (
    /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(name) && !name.split('/').some((part) => part === '.' || part === '..')
  );
}
