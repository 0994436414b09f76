import type { LaunchUnit } from '../verify/package.js';
import type { BuiltCourse, BuiltModule, BuiltPackage, Catalogue } from './catalogue.js';
import { ReplyError } from './reply-error.js';

/** A package that the server offers, with what it is made of. */
export interface FoundPackage {
  /** Id of the module or the course. No course has the id of a module. */
  readonly id: string;
  readonly title: string;
  readonly built: BuiltPackage;
  /** The modules of a course, in their order; null for a package of one module. */
  readonly modules: BuiltCourse['modules'] | null;
}

/** The package of a module or a course for a target, or a refusal that says what there is. */
export function findPackage(catalogue: Catalogue, id: unknown, target: unknown): FoundPackage {
  const module = catalogue.modules.find((one) => one.id === id);
  const course = module ? undefined : catalogue.courses?.find((one) => one.id === id);
  const owner = module ?? course;
  if (!owner) throw new ReplyError(404, 'There is no such module', `No module and no course has the id ${String(id)}.`);
  const built = owner.packages.find((one) => one.target === target);
  if (built) return { id: owner.id, title: owner.title, built, modules: course?.modules ?? null };
  if (module && module.faults.length > 0) throw faulty(module);
  throw new ReplyError(
    404,
    'There is no such package',
    `${owner.title} was not built for the target ${String(target)}.`,
  );
}

/** Which module of a course a unit is: each lies in a folder of its module's name. Null for a package of one module. */
export function moduleOf(
  { modules }: FoundPackage,
  { file }: Pick<LaunchUnit, 'file'>,
): BuiltCourse['modules'][number] | null {
  return modules?.find(({ id }) => file?.startsWith(`${id}/`)) ?? null;
}

function faulty({ title }: BuiltModule): ReplyError {
  return new ReplyError(
    404,
    'This module has faults',
    `${title} is not built until its faults are gone; the list of modules shows them.`,
  );
}
