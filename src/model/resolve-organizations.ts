import { dayOf } from '../days.js';
import { fault } from '../definition/fault.js';
import type { OrganizationsDefinition, Places } from '../definition/module-definition.js';
import type { AuthoredOrganizations } from '../definition/schemas/organizations-schema.js';
import { suggest } from '../definition/suggest.js';
import { type Checked, type Diagnostic, inReadingOrder, type Place } from '../diagnostics.js';
import { foldedName, shortName } from '../organization-name.js';
import type { Curriculum } from '../tracking/curriculum.js';
import { repeatedIds } from './repeated-ids.js';

/** Who trains whom, and who has which role. */
export type Organizations = Pick<Curriculum, 'academies' | 'counties' | 'others' | 'leftOut' | 'roles'>;

type Parts = Partial<AuthoredOrganizations>;
type County = AuthoredOrganizations['counties'][number];

/** `_organizations.yaml` held to itself: ids, names, days. The value holds what could be read. */
export function resolveOrganizations(
  definition: OrganizationsDefinition | undefined,
): Checked<Organizations> & { readonly value: Organizations } {
  const { parts = {}, places } = definition ?? {};
  const { academies = [], counties = [], others = [], roles = [] } = parts;
  const leftOut = leftOutOf(parts);
  const value = {
    academies: academies.map(({ id, name, aliases }) => ({ id, name, aliases })),
    counties: counties.map(({ id, name, aliases, served }) => ({
      id,
      name,
      aliases,
      served: served.map(({ academy, from }) => ({ academy, from: from === undefined ? null : dayOf(from) })),
    })),
    others,
    leftOut,
    roles: roles.map(({ id, title, when }) => ({
      id,
      title,
      when: when.map((rule) => ({ employeeType: rule['employee-type'] ?? null, jobTitle: rule['job-title'] ?? null })),
    })),
  };
  if (!places) return { value, diagnostics: [] };
  const diagnostics = [
    ...ids(parts, places),
    ...names(parts, leftOut, places),
    ...counties.flatMap((county, n) => checkServed(county, ['counties', n, 'served'], parts.academies, places)),
    ...roles.flatMap(({ when }, n) =>
      when.flatMap((rule, m) =>
        rule['employee-type'] === undefined && rule['job-title'] === undefined
          ? [
              fault(
                'organization/role-without-rule',
                places.value(['roles', n, 'when', m]),
                'This rule says neither employee type nor job title, so everybody would fit.',
                'write `job-title: "*"` if that is meant, or delete the rule',
              ),
            ]
          : [],
      ),
    ),
  ];
  return { value, diagnostics: inReadingOrder(diagnostics) };
}

function leftOutOf(parts: Parts): string[] {
  return (parts['left-out'] ?? [])
    .map(foldedName)
    .filter((words) => words !== '')
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function ids({ academies = [], counties = [], roles = [] }: Parts, places: Places): Diagnostic[] {
  const placed = (list: string, what: string, entries: readonly { readonly id: string }[]) =>
    repeatedIds(entries.map(({ id }, n) => ({ id, place: places.value([list, n, 'id']), what })));
  return [
    ...placed('academies', 'academy', academies),
    ...placed('counties', 'county', counties),
    ...placed('roles', 'role', roles),
  ];
}

/** Two organizations of one name: an account could belong to either. */
function names(
  { academies = [], counties = [], others = [] }: Parts,
  leftOut: readonly string[],
  places: Places,
): Diagnostic[] {
  const said = Object.entries({ academies, counties, others }).flatMap(([list, entries]) =>
    entries.flatMap(({ name, aliases }, n) => [
      { name, owner: `${list} ${n}`, place: places.value([list, n, 'name']) },
      ...aliases.map((alias, m) => ({
        name: alias,
        owner: `${list} ${n}`,
        place: places.value([list, n, 'aliases', m]),
      })),
    ]),
  );
  const first = new Map<string, { owner: string; place: Place }>();
  return said.flatMap(({ name, owner, place }) => {
    const key = shortName(foldedName(name), leftOut);
    const before = first.get(key);
    if (before === undefined) first.set(key, { owner, place });
    if (before === undefined || before.owner === owner) return [];
    const { line, column } = before.place;
    return [
      fault(
        'organization/same-name',
        place,
        `"${name}" names another organization already, at ${before.place.file}:${line}:${column} (without the words of \`left-out\`).`,
        'take it away from one of the two',
      ),
    ];
  });
}

function checkServed(
  county: County,
  path: readonly (string | number)[],
  academies: Parts['academies'],
  places: Places,
): Diagnostic[] {
  const known = (academies ?? []).map(({ id }) => id);
  const found: Diagnostic[] = [];
  for (const [n, { academy, from }] of county.served.entries()) {
    if (academies !== undefined && !known.includes(academy)) {
      const place = places.value([...path, n, 'academy']);
      found.push(
        fault(
          'organization/unknown-academy',
          place,
          `There is no academy "${academy}".`,
          suggest(academy, known, 'list it under `academies:`'),
        ),
      );
    }
    const before = county.served[n - 1];
    const here = places.value([...path, n, ...(from === undefined ? [] : ['from'])]);
    if (n === 0 && from !== undefined) {
      const message = `Nobody serves ${county.name} up to ${from}.`;
      found.push(
        fault('organization/gap', here, message, 'take `from` off the first line: it counts from the beginning'),
      );
    }
    if (before === undefined) continue;
    if (from === undefined || from === before.from) {
      const message = `"${before.academy}" and "${academy}" serve ${county.name} from the same day on.`;
      found.push(fault('organization/two-academies', here, message, 'write the day of the change: `from: 2027-07-01`'));
    } else if (before.from !== undefined && from < before.from) {
      const message = `${from} comes before ${before.from}, the day of the line above.`;
      found.push(fault('organization/order', here, message, 'put the lines in the order of their days'));
    }
  }
  return found;
}
