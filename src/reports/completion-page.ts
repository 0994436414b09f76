import { type CompletionChart, completionChart } from './completion-chart.js';
import { type CompletionFilter, filtered, newestFirst, type SortKey, writeFilter } from './completion-filter.js';
import type { CompletionReport } from './completion-reader.js';
import { type CompletionRecord, type Status, statuses } from './completion-records.js';
import { dateOf, dateTimeOf, durationOf, listOf, percentOf, pluralOf } from './words.js';

export interface CompletionPageInput {
  readonly report: CompletionReport;
  /** Modules that the server knows; records may name others. */
  readonly modules: readonly { readonly iri: string; readonly title: string }[];
  readonly filter: CompletionFilter;
  /** Path of this page, such as `/reports/learners`. */
  readonly path: string;
  /** Path of the same as CSV, such as `/reports/learners.csv`. */
  readonly csvPath: string;
}

/** All that `templates/server/learners.hbs` shows. */
export interface CompletionPage {
  /** What the report says, in a sentence or two. */
  readonly finding: string;
  readonly through: string;
  readonly path: string;
  readonly csv: string;
  readonly isEmpty: boolean;
  readonly isFiltered: boolean;
  readonly learner: string;
  readonly moduleOptions: readonly Option[];
  readonly statusOptions: readonly Option[];
  readonly tiles: readonly { readonly name: string; readonly value: string }[];
  readonly chart: CompletionChart | null;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly pages: { readonly text: string; readonly previous: string | null; readonly next: string | null } | null;
}

interface Option {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
  readonly href: string;
  /** For aria-sort: null when the table is not sorted by it. */
  readonly sorted: 'ascending' | 'descending' | null;
}

interface Row {
  readonly account: string;
  readonly module: string;
  readonly status: { readonly word: string; readonly look: string; readonly icon: string };
  readonly score: string;
  readonly tries: number;
  readonly attempts: number;
  readonly time: string;
  readonly seen: string;
  /** For `time datetime`. */
  readonly seenIso: string | null;
  readonly version: string;
  readonly packages: string;
}

const pageSize = 50;

/** Each status in words, with the class and icon of its tag. */
export const statusWords: Readonly<
  Record<Status, { readonly word: string; readonly look: string; readonly icon: string }>
> = {
  completed: { word: 'Completed', look: 'good', icon: 'done' },
  'in-progress': { word: 'In progress', look: 'now', icon: 'now' },
  'not-passed-yet': { word: 'Not passed yet', look: 'again', icon: 'again' },
  failed: { word: 'Failed', look: 'fault', icon: 'warn' },
  'not-started': { word: 'Not started', look: 'soft', icon: 'todo' },
};

/** Makes the page of learners by account. Learners appear by account, never by name. */
export function completionPage({ report, modules, filter, path, csvPath }: CompletionPageInput): CompletionPage {
  const titles = new Map(modules.map(({ iri, title }) => [iri, title]));
  const titleOf = (iri: string) => titles.get(iri) ?? iri;
  const shown = filtered(report.records, filter, titleOf);
  const last = Math.max(1, Math.ceil(shown.length / pageSize));
  const page = Math.min(filter.page, last);
  const rows = shown.slice((page - 1) * pageSize, page * pageSize);
  const to = (change: Partial<CompletionFilter>) => path + writeFilter({ ...filter, ...change });
  const isFiltered = filter.module !== null || filter.status !== null || filter.learner !== '';
  const iris = [...new Set([...titles.keys(), ...report.records.map((record) => record.moduleIri)])];
  return {
    finding: findingOf(shown, filter, titleOf),
    through: dateTimeOf(report.through),
    path,
    csv: csvPath + writeFilter({ ...filter, page: 1 }),
    isEmpty: shown.length === 0,
    isFiltered,
    learner: filter.learner,
    moduleOptions: [
      { value: '', text: 'All modules', selected: filter.module === null },
      ...iris.map((iri) => ({ value: iri, text: titleOf(iri), selected: filter.module === iri })),
    ],
    statusOptions: [
      { value: '', text: 'All', selected: filter.status === null },
      ...statuses.map((status) => ({
        value: status,
        text: statusWords[status].word,
        selected: filter.status === status,
      })),
    ],
    tiles: tilesOf(shown),
    chart: shown.length === 0 ? null : completionChart(shown, titleOf),
    caption: captionOf(shown.length, rows.length, filter),
    columns: columns.map(({ key, name, isNumber }) => {
      const sorted = filter.sort === key;
      const descending = sorted ? !filter.descending : newestFirst.has(key);
      return {
        name,
        isNumber,
        href: to({ sort: key, descending, page: 1 }),
        sorted: sorted ? (filter.descending ? 'descending' : 'ascending') : null,
      };
    }),
    rows: rows.map((record) => rowOf(record, titleOf)),
    pages:
      last === 1
        ? null
        : {
            text: `Page ${page} of ${last}`,
            previous: page > 1 ? to({ page: page - 1 }) : null,
            next: page < last ? to({ page: page + 1 }) : null,
          },
  };
}

const columns: readonly { readonly key: SortKey; readonly name: string; readonly isNumber: boolean }[] = [
  { key: 'learner', name: 'Learner', isNumber: false },
  { key: 'module', name: 'Module', isNumber: false },
  { key: 'status', name: 'Status', isNumber: false },
  { key: 'score', name: 'Score', isNumber: true },
  { key: 'tries', name: 'Tries', isNumber: true },
  { key: 'attempts', name: 'Attempts', isNumber: true },
  { key: 'time', name: 'Time', isNumber: true },
  { key: 'seen', name: 'Last seen', isNumber: false },
  { key: 'version', name: 'Version', isNumber: false },
];

function rowOf(record: CompletionRecord, titleOf: (iri: string) => string): Row {
  const targets = new Map<string, number>();
  for (const { target } of record.registrations)
    targets.set(target ?? 'unknown', (targets.get(target ?? 'unknown') ?? 0) + 1);
  return {
    account: record.learner.account,
    module: titleOf(record.moduleIri),
    status: statusWords[record.status],
    score: record.score === null ? '–' : percentOf(record.score),
    tries: record.tries,
    attempts: record.attempts,
    time: record.lastSeen === null ? '–' : durationOf(record.seconds),
    seen: record.lastSeen === null ? '–' : dateOf(record.lastSeen),
    seenIso: record.lastSeen === null ? null : new Date(record.lastSeen).toISOString(),
    version: record.version ?? '–',
    packages: [...targets]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => (count > 1 ? `${name} (${count})` : name))
      .join(', '),
  };
}

function findingOf(
  records: readonly CompletionRecord[],
  filter: CompletionFilter,
  titleOf: (iri: string) => string,
): string {
  const count = (status: Status) => records.filter((record) => record.status === status).length;
  const learners = new Set(records.map((record) => record.learner.identity)).size;
  if (records.length === 0) return 'Nobody has opened a module that fits here.';
  const completed = count('completed');
  const rest = statuses
    .filter((status) => status !== 'completed' && count(status) > 0)
    .map((status) => `${count(status)} ${isAre(count(status))} ${statusWords[status].word.toLowerCase()}`);
  const others = rest.length === 0 ? '' : ` ${upper(listOf(rest))}.`;
  if (filter.module !== null) {
    return `${completed} of ${pluralOf(learners, 'learner')} ${hasHave(completed)} completed “${titleOf(filter.module)}”.${others}`;
  }
  const starts = `${pluralOf(records.length, 'module start')} by ${pluralOf(learners, 'learner')}`;
  return `${starts}: ${completed} ${isAre(completed)} completed.${others}`;
}

function tilesOf(records: readonly CompletionRecord[]): { name: string; value: string }[] {
  const times = records
    .filter((record) => record.status === 'completed')
    .map((record) => record.seconds)
    .sort((a, b) => a - b);
  const middle = times[Math.floor((times.length - 1) / 2)];
  return [
    ...statuses.map((status) => ({
      name: statusWords[status].word,
      value: records.filter((record) => record.status === status).length.toLocaleString('en-US'),
    })),
    { name: 'Median time, completed', value: middle === undefined ? '–' : durationOf(middle) },
  ];
}

function captionOf(all: number, here: number, filter: CompletionFilter): string {
  const column = columns.find(({ key }) => key === filter.sort);
  const count = here === all ? pluralOf(all, 'row') : `${here} of ${pluralOf(all, 'row')}`;
  const [up, down] =
    filter.sort === 'seen'
      ? ['oldest first', 'newest first']
      : column?.isNumber
        ? ['lowest first', 'highest first']
        : ['from the start', 'from the end'];
  return `${count}, one for each learner and module, sorted by ${column?.name.toLowerCase() ?? ''}, ${filter.descending ? down : up}`;
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function hasHave(count: number): string {
  return count === 1 ? 'has' : 'have';
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
