import { writtenFilter } from './filter-address.js';
import type { Asked, Choice, Filter, FilterName, Report } from './report.js';

export type SelectName = Exclude<FilterName, 'from' | 'to' | 'name'>;

/** What a reader may choose in a report, and has chosen. */
export interface Filters {
  readonly selects: readonly {
    readonly name: SelectName;
    readonly label: string;
    readonly choices: readonly Choice[];
  }[];
  readonly inputs: readonly {
    readonly name: FilterName;
    readonly label: string;
    readonly type: 'date' | 'search';
    readonly value: string;
  }[];
}

export const labels: Readonly<Record<SelectName, string>> = {
  county: 'County',
  academy: 'Academy',
  role: 'Role',
  requirement: 'Requirement',
  module: 'Module',
  version: 'Version',
  status: 'Status',
  small: 'Counts under 11',
};

/** The choices of every filter of a report; what the reader's sight leaves no choice in is not offered. */
export async function filtersOf(report: Report, asked: Asked): Promise<Filters> {
  const selects = [];
  for (const name of report.filters) {
    if (name === 'from' || name === 'to' || name === 'name') continue;
    const choices = await choicesOf(name, report, asked);
    if (choices.length === 0) continue;
    const all = report.needs.includes(name) || name === 'small' ? [] : [{ value: '', text: allOf[name] ?? 'All' }];
    selects.push({ name, label: labels[name], choices: [...all, ...choices] });
  }
  const inputs = report.filters.flatMap((name) => {
    if (name !== 'from' && name !== 'to' && name !== 'name') return [];
    const value = asked.filter[name];
    const period = report.period ?? 'Period';
    const label = name === 'name' ? 'Last name, mail or account' : `${period} ${name === 'from' ? 'from' : 'up to'}`;
    const type = name === 'name' ? ('search' as const) : ('date' as const);
    return [{ name, label, type, value: value === undefined ? '' : writtenFilter(name, value) }];
  });
  return { selects, inputs };
}

/** The filter with what the report can't do without filled in: the first choice, where the address names none that there is. */
export async function settled(report: Report, asked: Asked): Promise<Filter> {
  let filter = asked.filter;
  for (const name of report.needs) {
    if (name === 'from' || name === 'to' || name === 'name') continue;
    const choices = await choicesOf(name, report, { ...asked, filter });
    const [first] = choices;
    if (choices.some(({ value }) => value === filter[name]) || !first) continue;
    filter = { ...filter, [name]: first.value };
  }
  return filter;
}

const allOf: Readonly<Partial<Record<FilterName, string>>> = {
  county: 'All counties',
  academy: 'All academies',
  role: 'All roles',
  requirement: 'All requirements',
  module: 'All modules',
  version: 'All versions',
};

export async function choicesOf(name: SelectName, report: Report, asked: Asked): Promise<readonly Choice[]> {
  const { curriculum, content, sight, filter } = asked;
  switch (name) {
    case 'county':
      if (sight.kind === 'county' || sight.kind === 'learner') return [];
      return curriculum.counties
        .filter(({ served }) => sight.kind !== 'academy' || servedBy(served, asked.today) === sight.academy)
        .map(({ id, name: text }) => ({ value: id, text }));
    case 'academy':
      if (sight.kind !== 'state' && sight.kind !== 'author') return [];
      return curriculum.academies.map(({ id, name: text }) => ({ value: id, text }));
    case 'role':
      return sight.kind === 'learner' ? [] : curriculum.roles.map(({ id, title }) => ({ value: id, text: title }));
    case 'requirement':
      return curriculum.requirements.map(({ id, title }) => ({ value: id, text: title }));
    case 'module':
      return [...content.modules.values()].map(({ id, title }) => ({ value: id, text: title }));
    case 'version':
      return filter.module === undefined ? [] : versionsOf(asked, filter.module);
    case 'status':
      return report.statuses ?? [];
    case 'small':
      if (sight.kind === 'author' || sight.kind === 'learner') return [];
      return sight.kind === 'state' ? [hide, show] : [show, hide];
  }
}

const hide: Choice = { value: 'hide', text: 'Hidden, for passing on' };
const show: Choice = { value: 'show', text: 'Shown' };

/** Versions of a module in which somebody learned, the current one first and the others from new to old. */
async function versionsOf({ db, content }: Asked, module: string): Promise<Choice[]> {
  const rows = await db
    .selectFrom('attempts')
    .select('version')
    .distinct()
    .where('module', '=', module)
    .where('version', 'is not', null)
    .execute();
  const current = content.modules.get(module)?.version;
  const found = rows.flatMap(({ version }) => version ?? []);
  return found
    .sort((a, b) => Number(b === current) - Number(a === current) || b.localeCompare(a, 'en', { numeric: true }))
    .map((version) => ({ value: version, text: version === current ? `${version} (current)` : version }));
}

/** The academy that serves a county on a day. */
export function servedBy(served: readonly { readonly academy: string; readonly from: number | null }[], today: number) {
  return served.filter(({ from }) => from === null || from <= today).at(-1)?.academy;
}
