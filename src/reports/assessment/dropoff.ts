import { asOf } from '../as-of.js';
import { noAnswer } from '../no-answer.js';
import { hidden, type Report, type Row } from '../report.js';
import { isSmall, suppressRow } from '../statistics/suppress.js';
import { toldRow } from '../statistics/told-count.js';
import { peopleOf, percentOf } from '../words.js';
import type { PageSheet } from './sheet.js';
import { hidesParts, median, nothingYet, rowsWanted, sheetName, tellsTooMuch, toldTo } from './sittings.js';

/** Where learners stop, page by page, and how long they stay. */
export const dropoff: Report = {
  id: 'dropoff',
  title: 'Pages',
  summary: 'How far learners get, page by page, where they stop, and how long they stay on each page.',
  filters: ['module', 'version', 'academy', 'county', 'role', 'from', 'to'],
  needs: ['module', 'version'],
  period: 'Begun',
  readers: ['state', 'academy', 'county', 'author'],
  main: 'pages',
  async read(asked) {
    const name = sheetName(asked);
    if (!name) return noAnswer(nothingYet, (await asOf(asked.db)).through);
    const { sheet, through } = await asked.sheets.pages(name);
    const rows = rowsWanted(asked, sheet);
    if (rows.length === 0) return noAnswer(nothingYet, through);
    if (tellsTooMuch(asked, rows.length))
      return noAnswer('Fewer than 11 learners fit here, so the figures are hidden.', through);
    const pages = pagesOf(sheet, rows, asked.content.modules.get(name.module)?.pages ?? []);
    const completed = rows.reduce((sum, row) => sum + (sheet.completed[row] ?? 0), 0);
    const hides = hidesParts(asked);
    const told = toldTo(asked);
    const began = told.count(rows.length);
    const stops = pages.map(({ stopped }) => stopped);
    const shownStops = hides ? toldRow(suppressRow([...stops, completed]).counts) : stops;
    const [worst] = hides ? [] : [...pages].sort((a, b) => b.stopped - a.stopped);
    return {
      finding: hides
        ? `${peopleOf(began)} began the module.`
        : worst && worst.stopped > 0
          ? `${percentOf(completed / rows.length)} of ${peopleOf(rows.length)} who began have completed the module. Most of the others stop at “${worst.title}”: ${peopleOf(worst.stopped)}.`
          : `All of ${peopleOf(rows.length)} who began have completed the module.`,
      tiles: [
        { name: 'Began', value: began, kind: 'count' },
        { name: 'Completed', value: hides ? (shownStops.at(-1) ?? hidden) : completed, kind: 'count' },
      ],
      charts: [
        {
          id: 'reached',
          title: 'Share of learners who open each page',
          finding: 'Pages in the order of the module as it is now.',
          by: 'Page',
          series: ['Share who open it'],
          points: pages.map(({ title: label, reached }) => ({ label, values: [told.share(reached / rows.length)] })),
          ...{ unit: 'share' as const, scale: 'longest' as const },
        },
      ],
      tables: [
        {
          id: 'pages',
          caption: 'Pages, in their order',
          columns: [
            { key: 'page', label: 'Page', kind: 'text' },
            { key: 'reached', label: 'Opened by', kind: 'count' },
            { key: 'share', label: 'Share', kind: 'share' },
            { key: 'stopped', label: 'Stopped here', kind: 'count' },
            { key: 'median', label: 'Median time', kind: 'duration' },
            { key: 'timed', label: 'Times known', kind: 'count' },
          ],
          rows: pages.map(({ title, reached, seconds }, i): Row => {
            const few = tellsTooMuch(asked, reached) && reached > 0;
            return {
              cells: {
                page: title,
                reached: few ? hidden : told.count(reached),
                share: few ? hidden : told.share(reached / rows.length),
                stopped: shownStops[i] ?? hidden,
                median: few ? hidden : median(seconds),
                timed: few || (hides && isSmall(seconds.length)) ? hidden : told.count(seconds.length),
              },
            };
          }),
        },
      ],
      notes: [
        'The first attempt of each learner counts. Stopped here: the module is not completed, and no later page was opened.',
        'Time on a page is known as far as the next statement of the same session tells it; the median is not moved by pages left open.',
      ],
      through,
    };
  },
};

interface PageFigures {
  readonly title: string;
  readonly reached: number;
  readonly stopped: number;
  readonly seconds: number[];
}

/** In the order of the module; pages that it no longer has come last. */
function pagesOf(
  sheet: PageSheet,
  rows: Int32Array,
  known: readonly { readonly id: string; readonly title: string }[],
): PageFigures[] {
  const width = sheet.pages.length;
  const gone = sheet.pages
    .filter((page) => !known.some(({ id }) => id === page))
    .map((id) => ({ id, title: `${id} (no longer there)` }));
  const ordered = [...known, ...gone].map(({ id, title }) => ({ title, column: sheet.pages.indexOf(id) }));
  const figures = ordered.map(({ title }) => ({ title, reached: 0, stopped: 0, seconds: [] as number[] }));
  for (const row of rows) {
    let last = -1;
    for (const [place, { column }] of ordered.entries()) {
      const took = column < 0 ? Number.NaN : (sheet.seconds[row * width + column] ?? Number.NaN);
      const page = figures[place];
      if (Number.isNaN(took) || !page) continue;
      page.reached++;
      if (took >= 0) page.seconds.push(took);
      last = place;
    }
    const stop = figures[last];
    if (stop && sheet.completed[row] === 0) stop.stopped++;
  }
  return figures;
}
