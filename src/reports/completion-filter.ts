import { type CompletionRecord, type Status, statuses } from './completion-records.js';

export const sortKeys = [
  'learner',
  'module',
  'status',
  'score',
  'tries',
  'attempts',
  'time',
  'seen',
  'version',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** What a reader asked for, as the address carries it. */
export interface CompletionFilter {
  /** Module IRI. */
  readonly module: string | null;
  readonly status: Status | null;
  /** Part of an account name. */
  readonly learner: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

/** The filter of an address's query; what it does not understand it takes as not said. */
export function readFilter(query: URLSearchParams): CompletionFilter {
  const sort = sortKeys.find((key) => key === query.get('sort')) ?? 'seen';
  const order = query.get('order');
  return {
    module: query.get('module') || null,
    status: statuses.find((status) => status === query.get('status')) ?? null,
    learner: (query.get('learner') ?? '').trim().slice(0, 200),
    sort,
    descending: order === null ? newestFirst.has(sort) : order === 'desc',
    page: Math.max(1, Math.min(1_000_000, Math.floor(Number(query.get('page') ?? 1)) || 1)),
  };
}

/** Columns whose largest values are of most interest. */
export const newestFirst: ReadonlySet<SortKey> = new Set(['seen', 'score', 'time', 'tries', 'attempts'] as const);

/** The query of an address that asks for this; the usual is left out. */
export function writeFilter(filter: Partial<CompletionFilter>): string {
  const query = new URLSearchParams();
  if (filter.module) query.set('module', filter.module);
  if (filter.status) query.set('status', filter.status);
  if (filter.learner) query.set('learner', filter.learner);
  const sort = filter.sort ?? 'seen';
  const descending = filter.descending ?? newestFirst.has(sort);
  if (sort !== 'seen') query.set('sort', sort);
  if (descending !== newestFirst.has(sort)) query.set('order', descending ? 'desc' : 'asc');
  if (filter.page !== undefined && filter.page > 1) query.set('page', String(filter.page));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The records that were asked for, in the order asked for. @param titleOf title of a module's IRI */
export function filtered(
  records: readonly CompletionRecord[],
  filter: CompletionFilter,
  titleOf: (iri: string) => string,
): CompletionRecord[] {
  const part = filter.learner.toLowerCase();
  const value = (record: CompletionRecord): string | number => {
    switch (filter.sort) {
      case 'learner':
        return record.learner.account.toLowerCase();
      case 'module':
        return titleOf(record.moduleIri).toLowerCase();
      case 'status':
        return statuses.indexOf(record.status);
      case 'score':
        return record.score ?? -2;
      case 'tries':
        return record.tries;
      case 'attempts':
        return record.attempts;
      case 'time':
        return record.seconds;
      case 'seen':
        return record.lastSeen ?? 0;
      case 'version':
        return record.version ?? '';
    }
  };
  return records
    .filter((record) => filter.module === null || record.moduleIri === filter.module)
    .filter((record) => filter.status === null || record.status === filter.status)
    .filter((record) => part === '' || record.learner.account.toLowerCase().includes(part))
    .map((record, place) => ({ record, place, by: value(record) }))
    .sort((a, b) => compare(a.by, b.by) * (filter.descending ? -1 : 1) || a.place - b.place)
    .map(({ record }) => record);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en', { numeric: true });
  return a < b ? -1 : a > b ? 1 : 0;
}
