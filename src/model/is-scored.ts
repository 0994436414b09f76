import type { AuthoredQuestion } from '../definition/module-definition.js';

/** False for a question of a type without a right answer. A type that is not known counts as scored: it is at fault anyway. */
export function isScored({ body }: AuthoredQuestion): boolean {
  return body?.definition.isScored !== false;
}
