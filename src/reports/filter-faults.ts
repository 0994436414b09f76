import { didYouMean } from '../did-you-mean.js';
import type { Sight } from '../tracking/sight.js';
import { dayOf } from './filter-address.js';
import { choicesOf, labels, type SelectName, servedBy } from './filters.js';
import { type Asked, type Choice, filterNames, type Report } from './report.js';

/**
 * What an address asks that is not there, each in a sentence. Taken as not said, or as nobody, it would give figures that
 * look like good news: "Nothing is overdue" in a county whose name is misspelt. What only marks a link (`utm_source`) is
 * let pass, and so is a version of another module, which the form sends when its reader chooses a module.
 */
export async function filterFaults(report: Report, asked: Asked, query: URLSearchParams): Promise<string[]> {
  const faults: string[] = [];
  for (const key of new Set(query.keys())) {
    if (report.filters.some((one) => one === key) || usual.includes(key)) continue;
    const near = filterNames.find((one) => one === key) ?? didYouMean(key, report.filters);
    if (near === undefined) continue;
    faults.push(
      near === key
        ? `This report can’t be limited by “${key}”.`
        : `There is no filter “${key}”; “${near}” may be meant.`,
    );
  }
  for (const name of report.filters) {
    const said = (query.get(name) ?? '').trim();
    if (said === '' || name === 'version' || name === 'name') continue;
    if (name === 'from' || name === 'to') {
      if (dayOf(said) === null) faults.push(`“${said}” is no day; write it as 2026-03-14.`);
      continue;
    }
    const choices = await choicesOf(name, report, asked);
    if (choices.some(({ value }) => value === said) || isOwn(name, said, asked)) continue;
    faults.push(notThere(name, said, choices, asked));
  }
  const { from, to } = asked.filter;
  if (from !== undefined && to !== undefined && from > to) faults.push('The period ends before it begins.');
  return faults;
}

/** What an address says besides filters. */
const usual = ['sort', 'order', 'page', 'table'];

/** Whether it chooses nothing beyond what the reader sees anyhow: a link that was passed on goes on working. */
function isOwn(name: SelectName, value: string, { sight, curriculum, today }: Asked): boolean {
  if (name === 'county') return sight.kind === 'county' && sight.county === value;
  if (name === 'academy') return ownAcademy(sight, curriculum, today) === value;
  return name === 'small' && (value === 'show' || value === 'hide');
}

function ownAcademy(sight: Sight, { counties }: Asked['curriculum'], today: number): string | undefined {
  if (sight.kind === 'academy') return sight.academy;
  const county = sight.kind === 'county' ? counties.find(({ id }) => id === sight.county) : undefined;
  return county === undefined ? undefined : servedBy(county.served, today);
}

function notThere(name: SelectName, said: string, choices: readonly Choice[], { curriculum }: Asked): string {
  const word = labels[name].toLowerCase();
  const known = name === 'county' ? curriculum.counties : name === 'academy' ? curriculum.academies : [];
  const found = known.find(({ id }) => id === said);
  if (found) return `${found.name} is not for you to see.`;
  const near = didYouMean(
    said,
    choices.map(({ value }) => value),
  );
  return `There is no ${word} “${said}”${near === undefined ? '' : `; “${near}” may be meant`}.`;
}
