import { sql } from 'kysely';
import { asOf } from '../as-of.js';
import { hidesSmall, ownersOf, within } from '../limits.js';
import { noAnswer, noRequirements } from '../no-answer.js';
import { type Asked, hidden, type Report, type Row, type Table } from '../report.js';
import { type LinkedTables, suppressLinked } from '../statistics/suppress-linked.js';
import { toldLinked } from '../statistics/told-count.js';
import { peopleOf, percentOf } from '../words.js';
import { smallNote } from './completion.js';
import { isStatus, type StandingStatus, statusChoices } from './status.js';

/** Statewide counts by academy and county. */
export const counts: Report = {
  id: 'counts',
  title: 'Counts by academy and county',
  summary:
    'How many people have done what a requirement asks, by academy and county; small counts can be hidden for passing on.',
  filters: ['requirement', 'academy', 'county', 'role', 'small'],
  needs: ['requirement'],
  readers: ['state', 'academy', 'county', 'author'],
  main: 'counties',
  async read(asked) {
    const { through } = await asOf(asked.db);
    const requirement = asked.curriculum.requirements.find(({ id }) => id === asked.filter.requirement);
    if (!requirement) return noAnswer(noRequirements, through);
    const academies = await academiesOf(asked, requirement.id);
    const hides = hidesSmall(asked);
    const shown = hides
      ? toldLinked(suppressLinked(academies.map(({ counties }) => counties.map((one) => one.counts))))
      : plain(academies);
    const done = shown.whole.columnTotals[0];
    const { total } = shown.whole;
    return {
      finding:
        total === 0
          ? `Nobody who fits here is asked for “${requirement.title}”.`
          : typeof total === 'number' && typeof done === 'number'
            ? `${done.toLocaleString('en-US')} of ${peopleOf(total)} (${percentOf(done / total)}) have completed “${requirement.title}”.`
            : `Few people stand behind “${requirement.title}”, so the counts are hidden.`,
      tiles: order.map((status, i) => ({
        name: wordOf(status),
        value: shown.whole.columnTotals[i] ?? (academies.length > 0 ? hidden : 0),
        kind: 'count' as const,
      })),
      charts: [
        {
          id: 'academies',
          title: 'Completion by academy',
          finding: chartFinding(academies, shown),
          by: 'Academy',
          series: order.map(wordOf),
          points: academies.flatMap(({ title: label }, i) => {
            const values = shown.whole.cells[i] ?? [];
            return values.includes(null) ? [] : [{ label, values }];
          }),
          ...{ unit: 'count' as const, scale: 'whole' as const },
        },
      ],
      tables: [academyTable(academies, shown), countyTable(academies, shown)],
      notes: hides ? [smallNote, 'Academies and counties with hidden counts are left out of the chart.'] : [],
      through,
    };
  },
};

/** Columns from left to right; overdue stands before what nobody has begun. */
const order: readonly StandingStatus[] = ['completed', 'in-progress', 'overdue', 'not-started'];

function wordOf(status: StandingStatus): string {
  return statusChoices.find(({ value }) => value === status)?.text ?? status;
}

interface AcademyCounts {
  readonly title: string;
  readonly counties: readonly { readonly title: string; readonly counts: readonly number[] }[];
}

async function academiesOf(asked: Asked, requirement: string): Promise<AcademyCounts[]> {
  const { curriculum } = asked;
  // Counts in the order of the index; who has none of the other statuses has not started.
  const counted = order.filter((one) => one !== 'not-started');
  const sums = counted.map((one) => sql`count(*) filter (where ${isStatus(asked, 's', one)}) as ${sql.ref(one)}`);
  const rows = await asked.sheets.counts(sql<
    { academy: string | null; county: string | null; all: number } & Record<(typeof counted)[number], number>
  >`
    select s.academy as academy, s.county as county, count(*) as ${sql.ref('all')}, ${sql.join(sums)} from standings as s
    where s.requirement = ${requirement} and s.item = '' and ${within(asked, ownersOf.standings('s'))}
    group by s.academy, s.county`);
  const nameIn = (known: readonly { readonly id: string; readonly name: string }[], id: string | null) =>
    known.find((one) => one.id === id)?.name ?? id;
  const byName = <Named extends { readonly title: string }>(all: Named[]) =>
    all.sort((a, b) => (a.title < b.title ? -1 : 1));
  return byName(
    [...new Set(rows.map(({ academy }) => academy))].map((academy) => {
      const own = rows.filter((row) => row.academy === academy);
      const counties = own.map((row) => {
        const others = counted.reduce((sum, status) => sum + Number(row[status]), 0);
        return {
          title: nameIn(curriculum.counties, row.county) ?? 'No county',
          counts: order.map((one) => (one === 'not-started' ? Number(row.all) - others : Number(row[one]))),
        };
      });
      return { title: nameIn(curriculum.academies, academy) ?? 'No academy', counties: byName(counties) };
    }),
  );
}

/** The tables with nothing hidden. */
function plain(academies: readonly AcademyCounts[]): LinkedTables {
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const table = (cells: readonly (readonly number[])[]) => ({
    cells,
    rowTotals: cells.map(sum),
    columnTotals: order.map((_, column) => sum(cells.map((row) => row[column] ?? 0))),
    total: sum(cells.map(sum)),
  });
  const parts = academies.map(({ counties }) => table(counties.map((one) => one.counts)));
  return { whole: table(parts.map(({ columnTotals }) => columnTotals)), parts };
}

function columnsWith(first: Table['columns']): Table['columns'] {
  return [
    ...first,
    ...order.map((key) => ({ key, label: wordOf(key), kind: 'count' as const })),
    { key: 'all', label: 'All', kind: 'count' },
    { key: 'share', label: 'Share completed', kind: 'share' },
  ];
}

function line(names: Readonly<Record<string, string>>, cells: readonly (number | null)[], all: number | null): Row {
  const [done] = cells;
  const share = typeof done === 'number' && all !== null && all > 0 ? done / all : null;
  return {
    cells: {
      ...names,
      ...Object.fromEntries(order.map((status, i) => [status, cells[i] ?? hidden])),
      all: all ?? hidden,
      share,
    },
  };
}

function academyTable(academies: readonly AcademyCounts[], { whole }: LinkedTables): Table {
  return {
    id: 'academies',
    caption: 'People by academy and status',
    columns: columnsWith([{ key: 'academy', label: 'Academy', kind: 'text' }]),
    rows: academies.map(({ title }, i) => line({ academy: title }, whole.cells[i] ?? [], whole.rowTotals[i] ?? null)),
    total: line({ academy: 'California' }, whole.columnTotals, whole.total),
  };
}

function countyTable(academies: readonly AcademyCounts[], { parts }: LinkedTables): Table {
  return {
    id: 'counties',
    caption: 'People by county and status',
    columns: columnsWith([
      { key: 'county', label: 'County', kind: 'text' },
      { key: 'academy', label: 'Academy', kind: 'text' },
    ]),
    rows: academies.flatMap(({ title: academy, counties }, part) =>
      counties.map(({ title: county }, i) =>
        line({ county, academy }, parts[part]?.cells[i] ?? [], parts[part]?.rowTotals[i] ?? null),
      ),
    ),
  };
}

function chartFinding(academies: readonly AcademyCounts[], { whole }: LinkedTables): string {
  const shares = academies.flatMap(({ title }, i) => {
    const [done] = whole.cells[i] ?? [];
    const all = whole.rowTotals[i];
    return typeof done === 'number' && all ? [{ title, share: done / all }] : [];
  });
  const sorted = shares.sort((a, b) => b.share - a.share);
  const [most] = sorted;
  const least = sorted.at(-1);
  if (!most || !least) return 'There is nothing to compare yet.';
  if (most === least) return `${percentOf(most.share)} have completed it.`;
  return `Between ${percentOf(least.share)} (${least.title}) and ${percentOf(most.share)} (${most.title}) have completed it.`;
}
