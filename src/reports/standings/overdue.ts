import { type RawBuilder, sql } from 'kysely';
import { seesNames } from '../../tracking/sight.js';
import { asOf } from '../as-of.js';
import { hidesSmall, ownersOf, within } from '../limits.js';
import { noAnswer, noRequirements } from '../no-answer.js';
import { type Asked, type Chart, type Choice, hidden, type Report, type Table } from '../report.js';
import { suppress } from '../statistics/suppress.js';
import { toldTable } from '../statistics/told-count.js';
import { pluralOf } from '../words.js';
import { smallNote } from './completion.js';
import { listPeople, namedBy, namedCells, personHref, sortOf } from './people.js';
import { dueSql, isStatus, type StandingStatus, statusChoices, statusSql } from './status.js';

/** What is late and what is due next, the longest overdue first. */
export const overdue: Report = {
  id: 'overdue',
  title: 'Due and overdue',
  summary: 'Who is late with a requirement, and who has to finish one in the next 30, 60 and 90 days.',
  filters: ['requirement', 'academy', 'county', 'role', 'status', 'small', 'name'],
  needs: [],
  statuses: [
    { value: 'overdue', text: 'Overdue' },
    { value: 'due-30', text: 'Due in 30 days' },
    { value: 'due-60', text: 'Due in 31 to 60 days' },
    { value: 'due-90', text: 'Due in 61 to 90 days' },
    ...statusChoices.filter(({ value }) => value === 'not-started' || value === 'in-progress'),
  ],
  readers: ['state', 'academy', 'county', 'author', 'learner'],
  main: 'people',
  async read(asked) {
    const { through } = await asOf(asked.db);
    if (asked.curriculum.requirements.length === 0) return noAnswer(noRequirements, through);
    const groups = await groupsOf(asked);
    const sums = spans.map((_, i) => groups.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0));
    // Of nobody there is nothing to hide.
    const hides = hidesSmall(asked) && groups.length > 0;
    const shown = hides ? toldTable(suppress(groups.map(({ counts }) => counts))) : null;
    const tiles = spans.map(({ text: name }, i) => {
      const value = shown ? (shown.columnTotals[i] ?? hidden) : (sums[i] ?? 0);
      return { name, value, kind: 'count' as const };
    });
    return {
      finding: findingOf(shown ? shown.columnTotals : sums),
      tiles,
      charts: [chartOf(asked, groups, shown?.cells ?? null)],
      tables: [...(seesNames(asked.sight) ? [await peopleTable(asked)] : []), groupTable(asked, groups, shown)],
      notes: [
        'A line is one person and one requirement as a whole. What is done and need not be done again is left out.',
        ...(hides ? [smallNote] : []),
      ],
      through,
    };
  },
};

/** Days from today on, both inclusive. */
const spans: readonly (Choice & { readonly from: number | null; readonly to: number })[] = [
  { value: 'overdue', text: 'Overdue', from: null, to: -1 },
  { value: 'due-30', text: 'Due in 30 days', from: 0, to: 30 },
  { value: 'due-60', text: 'Due in 31 to 60 days', from: 31, to: 60 },
  { value: 'due-90', text: 'Due in 61 to 90 days', from: 61, to: 90 },
];

/** Lines of `standings as s` that have a day within a span. */
function within90(asked: Asked, { from, to }: { from: number | null; to: number }): RawBuilder<boolean> {
  return dueSql(asked, 's', { from: from === null ? null : asked.today + from, to: asked.today + to });
}

interface Group {
  readonly title: string;
  /** By span. */
  readonly counts: readonly number[];
}

/** By academy where the reader sees several, else by county. */
async function groupsOf(asked: Asked): Promise<readonly Group[]> {
  const column = groupColumn(asked);
  // Up to the end of each span: one comparison a line and span, and what was before is taken off again.
  const ends = spans.map(
    ({ value, to }) => sql`count(*) filter (where s.due <= ${sql.lit(asked.today + to)}) as ${sql.ref(value)}`,
  );
  const rows = await asked.sheets.counts(sql<{ by: string | null } & Record<string, number>>`
    select ${sql.ref(`s.${column}`)} as by, ${sql.join(ends)} from standings as s
    where s.item = '' and ${requirementIs(asked)} and ${within90(asked, { from: null, to: 90 })}
      and ${within(asked, ownersOf.standings('s'))} group by ${sql.ref(`s.${column}`)}`);
  const known = column === 'academy' ? asked.curriculum.academies : asked.curriculum.counties;
  return rows
    .map(({ by, ...upTo }) => ({
      title: known.find(({ id }) => id === by)?.name ?? by ?? 'No county',
      counts: spans.map(({ value }, i) => Number(upTo[value]) - Number(upTo[spans[i - 1]?.value ?? ''] ?? 0)),
    }))
    .sort((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0) || (a.title < b.title ? -1 : 1));
}

function groupColumn({ sight, filter }: Asked): 'academy' | 'county' {
  return (sight.kind === 'state' || sight.kind === 'author') && filter.academy === undefined ? 'academy' : 'county';
}

function requirementIs({ filter, curriculum }: Asked): RawBuilder<boolean> {
  const ids = filter.requirement === undefined ? curriculum.requirements.map(({ id }) => id) : [filter.requirement];
  return sql<boolean>`s.requirement in (${sql.join(ids)})`;
}

interface DueRow {
  readonly requirement: string;
  readonly status: StandingStatus;
  readonly due: number;
}

async function peopleTable(asked: Asked): Promise<Table> {
  const { filter, today, curriculum } = asked;
  const span = spans.find(({ value }) => value === filter.status) ?? { from: null, to: 90 };
  const sort = sortOf(asked, ['name', 'county', 'due'], { key: 'due', descending: false });
  const begun = (['not-started', 'in-progress'] as const).filter((one) => one === filter.status);
  const { rows, count } = await listPeople<DueRow>(asked, {
    where: sql.join(
      [
        sql`s.item = '' and ${requirementIs(asked)} and s.due <= ${today + span.to} and ${within90(asked, span)}`,
        ...begun.map((one) => isStatus(asked, 's', one)),
      ],
      sql` and `,
    ),
    columns: { requirement: sql.ref('s.requirement'), status: statusSql(asked, 's'), due: sql.ref('s.due') },
    sort,
    by: ['county', 'due'],
    never: 'due',
  });
  return {
    id: 'people',
    caption: `${pluralOf(count, 'line')}, one for each person and requirement, by ${sort.key === 'due' ? 'the day they are due' : sort.key}`,
    columns: [
      ...namedBy,
      { key: 'requirement', label: 'Requirement', kind: 'text' },
      { key: 'status', label: 'Status', kind: 'status' },
      { key: 'due', label: 'Due', kind: 'day', sorts: true },
      { key: 'late', label: 'Days late', kind: 'count' },
    ],
    rows: rows.map((row) => ({
      cells: {
        ...namedCells(row, asked),
        requirement: curriculum.requirements.find(({ id }) => id === row.requirement)?.title ?? row.requirement,
        status: row.status,
        due: row.due,
        late: row.due < today ? today - row.due : null,
      },
      href: personHref(row),
    })),
    count,
    sorted: sort,
  };
}

function groupTable(asked: Asked, groups: readonly Group[], shown: ReturnType<typeof suppress> | null): Table {
  const by = groupColumn(asked) === 'academy' ? 'Academy' : 'County';
  const line = (title: string, counts: readonly (number | null | undefined)[]) => ({
    cells: { by: title, ...Object.fromEntries(spans.map(({ value }, i) => [value, counts[i] ?? hidden])) },
  });
  const sums = spans.map((_, i) => groups.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0));
  return {
    id: 'groups',
    caption: `Requirements due, by ${by.toLowerCase()}`,
    columns: [
      { key: 'by', label: by, kind: 'text' },
      ...spans.map(({ value: key, text: label }) => ({ key, label, kind: 'count' as const })),
    ],
    rows: groups.map(({ title, counts }, row) => line(title, shown ? (shown.cells[row] ?? []) : counts)),
    total: line('All', shown ? shown.columnTotals : sums),
  };
}

function chartOf(asked: Asked, groups: readonly Group[], shown: readonly (readonly (number | null)[])[] | null): Chart {
  const by = groupColumn(asked) === 'academy' ? 'Academy' : 'County';
  const whole = groups.flatMap(({ title, counts }, row) => {
    const values = shown ? (shown[row] ?? []) : counts;
    return values.includes(null) ? [] : [{ title, counts: values.flatMap((count) => count ?? []) }];
  });
  const [most] = whole;
  return {
    id: 'due',
    title: `Overdue and due next, by ${by.toLowerCase()}`,
    finding:
      most && (most.counts[0] ?? 0) > 0
        ? `${most.title} has the most that is overdue: ${(most.counts[0] ?? 0).toLocaleString('en-US')}.`
        : 'Nothing is overdue in what is shown.',
    by,
    series: spans.map(({ text }) => text),
    points: whole.slice(0, 20).map(({ title: label, counts: values }) => ({ label, values })),
    unit: 'count',
    scale: 'longest',
  };
}

function findingOf(counts: readonly (number | null)[]): string {
  const [late = 0, ...spansNext] = counts;
  if (late === null) return 'Few people are overdue; the count is hidden.';
  const known = spansNext.flatMap((count) => count ?? []);
  const next = known.reduce((sum, one) => sum + one, 0);
  const due =
    known.length < spansNext.length
      ? 'few are due in one of the next three months, so that count is hidden'
      : next > 0
        ? `${next.toLocaleString('en-US')} more are due in the next 90 days`
        : 'nothing is due in the next 90 days';
  if (late === 0) return `Nothing is overdue; ${due}.`;
  return `${late.toLocaleString('en-US')} ${late === 1 ? 'requirement is' : 'requirements are'} overdue, and ${due}.`;
}
