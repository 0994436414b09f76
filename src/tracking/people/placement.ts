import type { Day } from '../../days.js';
import { didYouMean } from '../../did-you-mean.js';
import { foldedName, shortName } from '../../organization-name.js';
import type { Curriculum } from '../curriculum.js';

/** Where somebody belongs, and what the requirements call them. */
export interface Placement {
  readonly county: string | null;
  readonly academy: string | null;
  readonly role: string | null;
}

/** What an account says of it. */
export interface Placeable {
  readonly organization: string;
  readonly employee_type: string;
  readonly job_title: string;
}

export interface Placer {
  placementOf(account: Placeable): Placement;
  /** False for an organization that nobody has told of. */
  knows(organization: string): boolean;
  /** The county that a name nobody has told of may stand for; undefined where none is near. */
  near(organization: string): string | undefined;
}

/**
 * Places accounts as the curriculum says: county by the organization's name, academy by the county and the day, role by
 * the first rule that fits.
 * @param today the academies of this day
 */
export function createPlacer(curriculum: Curriculum, today: Day): Placer {
  const { counties, academies, others, leftOut } = curriculum;
  const known = new Map<string, Pick<Placement, 'county' | 'academy'>>();
  const add = (names: readonly string[], place: Pick<Placement, 'county' | 'academy'>) => {
    // The whole name is surer than what is left of it.
    for (const name of names.map(foldedName))
      for (const key of [name, shortName(name, leftOut)]) if (!known.has(key)) known.set(key, place);
  };
  for (const county of counties) {
    const served = county.served.filter(({ from }) => from === null || from <= today).at(-1);
    add([county.name, ...county.aliases], { county: county.id, academy: served?.academy ?? null });
  }
  for (const { id, name, aliases } of academies) add([name, ...aliases], { county: null, academy: id });
  for (const { name, aliases } of others) add([name, ...aliases], { county: null, academy: null });
  const find = (organization: string) => {
    const folded = foldedName(organization);
    return known.get(folded) ?? known.get(shortName(folded, leftOut));
  };
  const roleOf = roleFinder(curriculum.roles);
  return {
    placementOf: (account) => ({
      ...(find(account.organization) ?? { county: null, academy: null }),
      role: roleOf(account),
    }),
    knows: (organization) => find(organization) !== undefined,
    near: (organization) => {
      const names = new Map(counties.map(({ name }) => [foldedName(name), name]));
      return names.get(didYouMean(shortName(foldedName(organization), leftOut), names.keys()) ?? '');
    },
  };
}

function roleFinder(roles: Curriculum['roles']): (account: Placeable) => string | null {
  const rules = roles.flatMap(({ id, when }) =>
    when.map(({ employeeType, jobTitle }) => ({ id, type: patternOf(employeeType), title: patternOf(jobTitle) })),
  );
  return ({ employee_type, job_title }) =>
    rules.find(({ type, title }) => type.test(employee_type.trim()) && title.test(job_title.trim()))?.id ?? null;
}

/** `*` stands for any text; capitals make no difference. */
function patternOf(pattern: string | null): RegExp {
  if (pattern === null) return /^/;
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is');
}
