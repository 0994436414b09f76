import { foldedName } from '../../organization-name.js';

/**
 * A person's name as it is searched for: last name first, without accents and capitals. `lower` of SQLite knows no
 * letters but a to z, and who looks for López types "lopez".
 */
export function nameKey({
  last_name,
  first_name,
}: {
  readonly last_name: string;
  readonly first_name: string;
}): string {
  return foldedName(`${last_name} ${first_name}`);
}
