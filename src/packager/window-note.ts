import type { LmsProfile } from './lms-profiles.js';
import type { Target } from './targets.js';

/**
 * What whoever imports the packages must set by hand, where the LMS profile wants a window of its own: only cmi5's
 * manifest can ask for one. Null when there is nothing to set.
 */
export function windowNote(
  { title, window }: Pick<LmsProfile, 'title' | 'window'>,
  targets: readonly Pick<Target, 'id' | 'forLms' | 'statesWindow'>[],
): string | null {
  const silent = targets.filter(({ forLms, statesWindow }) => forLms && !statesWindow);
  if (window.value !== 'own' || silent.length === 0) return null;
  const names = new Intl.ListFormat('en').format(silent.map(({ id }) => id));
  return `a package for ${names} can't ask for a window of its own: in ${title}, choose that it opens in a new window. ${window.reason}`;
}
