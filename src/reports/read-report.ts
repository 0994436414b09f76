import { asOf } from './as-of.js';
import { readWish, type Wish } from './filter-address.js';
import { filterFaults } from './filter-faults.js';
import { type Filters, filtersOf, settled } from './filters.js';
import { noAnswer } from './no-answer.js';
import { pageSize } from './page/report-page.js';
import type { Answer, Asked, Report } from './report.js';

/** Everything a report is asked by, but what the address says. */
export type Ground = Omit<Asked, 'filter' | 'sort' | 'page'>;

/** A report as it was read, with the filters as they were understood. */
export interface ReportRead {
  readonly wish: Wish;
  readonly filters: Filters;
  readonly answer: Answer;
  /** What the address asks that is not there: then there are no figures, and the answer says so. */
  readonly faults: readonly string[];
}

/** A reader whom a report is not for. */
export class NotForReader extends Error {
  constructor(readonly report: string) {
    super(`The report ${report} is not for this reader`);
    this.name = 'NotForReader';
  }
}

/**
 * Reads a report as a page or an export asks for it: fills in what it can't do without, then reads.
 * @param query of the address
 * @param isWhole true for all rows, as exports have them
 * @throws NotForReader
 */
export async function readReport(
  report: Report,
  ground: Ground,
  query: URLSearchParams,
  isWhole: boolean,
): Promise<ReportRead> {
  if (!report.readers.includes(ground.sight.kind)) throw new NotForReader(report.id);
  const wish = readWish(query, report);
  const page = isWhole ? null : { offset: (wish.page - 1) * pageSize, limit: pageSize };
  const first: Asked = { ...ground, filter: wish.filter, sort: wish.sort, page };
  const faults = await filterFaults(report, first, query);
  const asked = { ...first, filter: await settled(report, first) };
  const filters = await filtersOf(report, asked);
  const read = { wish: { ...wish, filter: asked.filter }, filters, faults };
  if (faults.length > 0)
    return { ...read, answer: noAnswer([asksForNothing, ...faults].join(' '), (await asOf(ground.db)).through) };
  const answer = await report.read(asked);
  const last = page === null ? null : lastPage(answer);
  if (last !== null && last < wish.page) {
    const offset = (last - 1) * pageSize;
    const shown = await report.read({ ...asked, page: { offset, limit: pageSize } });
    return { ...read, wish: { ...read.wish, page: last }, answer: shown };
  }
  return { ...read, answer: withVersion(answer, wish, asked) };
}

/** Said before what is wrong with an address. */
const asksForNothing = 'This address asks for something that is not there, so there are no figures.';

/** The last page of the table that is cut into pages; null where none is. */
function lastPage({ tables }: Answer): number | null {
  const counts = tables.flatMap(({ count }) => count ?? []);
  return counts.length === 0 ? null : Math.max(1, Math.ceil(Math.max(...counts) / pageSize));
}

/** A version in which nobody learned, or one of another module, gives way to the current one: that is said first of all. */
function withVersion(answer: Answer, wish: Wish, { filter }: Asked): Answer {
  const [said, shown] = [wish.filter.version, filter.version];
  if (said === undefined || said === shown) return answer;
  const instead = shown === undefined ? '' : ` Version ${shown} is shown.`;
  return { ...answer, finding: `Nobody has learned in version ${said} of this module.${instead} ${answer.finding}` };
}

/** The filters that were set, in words: for the first sheet of a workbook and the like. */
export function chosenWords({
  filters: { selects, inputs },
  wish: { filter },
}: ReportRead): (readonly [string, string])[] {
  return [
    ...selects.flatMap(({ name, label, choices }) => {
      const found = choices.find(({ value }) => value === (filter[name] ?? choices[0]?.value));
      return found ? [[label, found.text] as const] : [];
    }),
    ...inputs.flatMap(({ label, value }) => (value === '' ? [] : [[label, value] as const])),
  ];
}
