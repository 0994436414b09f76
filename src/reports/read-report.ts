import type { Wish } from './filter-address.js';
import { type Filters, filtersOf, settled } from './filters.js';
import { pageSize } from './page/report-page.js';
import type { Answer, Asked, Report } from './report.js';

/** Everything a report is asked by, but what the address says. */
export type Ground = Omit<Asked, 'filter' | 'sort' | 'page'>;

/** A report as it was read, with the filters as they were understood. */
export interface ReportRead {
  readonly wish: Wish;
  readonly filters: Filters;
  readonly answer: Answer;
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
 * @param isWhole true for all rows, as exports have them
 * @throws NotForReader
 */
export async function readReport(report: Report, ground: Ground, wish: Wish, isWhole: boolean): Promise<ReportRead> {
  if (!report.readers.includes(ground.sight.kind)) throw new NotForReader(report.id);
  const page = isWhole ? null : { offset: (wish.page - 1) * pageSize, limit: pageSize };
  const first: Asked = { ...ground, filter: wish.filter, sort: wish.sort, page };
  const asked = { ...first, filter: await settled(report, first) };
  const [filters, answer] = [await filtersOf(report, asked), await report.read(asked)];
  return { wish: { ...wish, filter: asked.filter }, filters, answer };
}

/** The filters that were set, in words: for the first sheet of a workbook and the like. */
export function chosenWords({
  filters: { selects, inputs },
  wish: { filter },
}: ReportRead): (readonly [string, string])[] {
  return [
    ...selects.flatMap(({ name, label, choices }) => {
      const found = choices.find(({ value }) => value === (filter[name] ?? ''));
      return found ? [[label, found.text] as const] : [];
    }),
    ...inputs.flatMap(({ label, value }) => (value === '' ? [] : [[label, value] as const])),
  ];
}
