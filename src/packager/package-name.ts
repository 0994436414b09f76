import type { CourseUnit } from './course.js';
import { commonProfile } from './lms-profiles.js';

/** What a package's name is made of. */
export interface Named {
  readonly course: { readonly id: string; readonly version: string; readonly units: readonly CourseUnit[] };
  readonly open: { readonly target: { readonly id: string } };
  readonly profile: { readonly id: string };
  readonly collector?: unknown;
}

/**
 * The file name of a package: `<module or programme>-<version>-<target>.zip`. It also tells the LMS profile, and that
 * the package reports, for such a package must not be mistaken for one that anybody may have.
 */
export function packageName({ course, open, profile, collector }: Named): string {
  const parts = [course.id, course.version, ...languageMark(course.units), open.target.id];
  if (profile.id !== commonProfile) parts.push(profile.id);
  if (collector !== undefined) parts.push('reporting');
  return `${parts.join('-')}.zip`;
}

/** The language of a package that is not in its modules' own: nobody must take it for the other one. */
function languageMark(units: readonly CourseUnit[]): readonly string[] {
  const [first] = units;
  const isOwn = first === undefined || units.every(({ module }) => module.language === module.original);
  return isOwn ? [] : [first.module.language];
}
