import { isoOf } from '../days.js';
import type { Counted, PersonChange, RosterPlan } from '../tracking/people/plan-roster.js';
import { nameOf } from '../tracking/people/plan-roster.js';
import type { RosterFile } from '../tracking/people/read-roster.js';
import { plural } from './modules.js';

/** How many of a kind are named; the rest is counted (`--format json` has them all). */
const most = 20;

/** What a file of accounts changes, for who has to say yes to it. */
export function rosterPlanLines(plan: RosterPlan, { rows, leftOut, missing }: RosterFile): string[] {
  const { added, changed, gone, unchanged, untouched, unknownOrganizations, withoutRole, withoutHire } = plan;
  const moved = changed.filter((one) => one.moved !== null);
  const others = changed.filter((one) => one.moved === null);
  return [
    `${plural(rows.length, 'account')} in the file.${leftOut.length > 0 ? ` Columns that are not read: ${leftOut.join(', ')}.` : ''}${missing.length > 0 ? ` Columns that are not there: ${missing.join(', ')}.` : ''}`,
    ...group('New', added, ({ person }) => `${person.user_id}  ${nameOf(person)}  ${person.county ?? '-'}`),
    ...group(
      'Moved to another county',
      moved,
      (one) => `${one.userId}  ${one.name}  ${one.moved?.from ?? '-'} > ${one.moved?.to ?? '-'}`,
    ),
    ...group('Changed', others, (one) => `${one.userId}  ${one.name}  ${fieldsOf(one)}`),
    ...group('No longer named, becoming inactive', gone, (one) => `${one.userId}  ${one.name}`),
    `Unchanged: ${unchanged}.${untouched > 0 ? ` Not in the file and left as they are: ${untouched} (with --complete they would become inactive).` : ''}`,
    ...group(
      'Organizations that are no known county (modules/_organizations.yaml: add an alias)',
      unknownOrganizations,
      ({ name, people, near }) => `${name}: ${people}${near === null ? '' : `; is ${near} meant?`}`,
    ),
    ...counted('Job titles of county staff that give no role (modules/_organizations.yaml: add a rule)', withoutRole),
    ...(withoutHire > 0
      ? [`Without a day of hire, so that nothing has a first day by which it is due: ${withoutHire}.`]
      : []),
  ];
}

function group<One>(title: string, all: readonly One[], line: (one: One) => string): string[] {
  if (all.length === 0) return [];
  const rest = all.length > most ? [`  … and ${all.length - most} more (--format json lists all)`] : [];
  return [`${title}: ${all.length}`, ...all.slice(0, most).map((one) => `  ${line(one)}`), ...rest];
}

function counted(title: string, all: readonly Counted[]): string[] {
  return group(title, all, ({ name, people }) => `${name}: ${people}`);
}

function fieldsOf({ fields }: PersonChange): string {
  return fields.map(({ field, from, to }) => `${field}: ${shown(field, from)} > ${shown(field, to)}`).join('; ');
}

function shown(field: string, value: string | number | null): string {
  if (value === null || value === '') return '-';
  if (field === 'Status') return value === 1 ? 'Active' : 'Inactive';
  return typeof value === 'number' ? isoOf(value) : value;
}
