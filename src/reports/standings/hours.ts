import { sql } from 'kysely';
import type { Curriculum, Requirement } from '../../tracking/curriculum.js';
import { seesNames } from '../../tracking/sight.js';
import { asOf } from '../as-of.js';
import { isoDay } from '../filter-address.js';
import { hidesSmall, ownersOf, within } from '../limits.js';
import { noAnswer } from '../no-answer.js';
import { type Asked, hidden, type Report, type Table } from '../report.js';
import { suppressRow } from '../statistics/suppress.js';
import { toldCount, toldRow } from '../statistics/told-count.js';
import { peopleOf } from '../words.js';
import { smallNote } from './completion.js';
import {
  listPeople,
  namedBy,
  namedCells,
  orderOf,
  type PersonRow,
  pageOf,
  peopleWanted,
  personColumns,
  personHref,
  sortOf,
} from './people.js';

/** Hours of training by worker, in the window of a requirement that asks for hours or in any period. */
export const hours: Report = {
  id: 'hours',
  title: 'Hours',
  summary: 'Training hours by worker, in the window of a requirement that asks for hours or in any period.',
  filters: ['requirement', 'academy', 'county', 'role', 'status', 'from', 'to', 'small', 'name'],
  needs: [],
  statuses: [
    { value: 'short', text: 'Hours missing' },
    { value: 'met', text: 'Hours complete' },
  ],
  period: 'Done',
  readers: ['state', 'academy', 'county', 'author', 'learner'],
  main: 'people',
  async read(asked) {
    const { through } = await asOf(asked.db);
    const requirement = askingForHours(asked);
    if (requirement) return inWindow(asked, requirement, through);
    if (asked.filter.from === undefined && asked.filter.to === undefined)
      return noAnswer('Choose a period, or a requirement that asks for hours.', through);
    if (!seesNames(asked.sight))
      return noAnswer('Hours of a period are told by worker only. Choose a requirement that asks for hours.', through);
    const people = await periodTable(asked);
    return {
      finding: `Hours that were done ${periodWords(asked)}, by worker.`,
      ...{ tiles: [], charts: [], tables: [people], notes: [countedOnce], through },
    };
  },
};

const countedOnce = 'Something done several times in the window, or told of by several systems, counts once.';

/** The requirement chosen, or the first that asks for hours; none where a period is asked about. */
function askingForHours({ curriculum, filter }: Asked): Requirement | undefined {
  const all = curriculum.requirements.filter((one) => one.hours !== null);
  if (filter.requirement !== undefined) return all.find(({ id }) => id === filter.requirement);
  return filter.from === undefined && filter.to === undefined ? all[0] : undefined;
}

/** Steps of the chart, as shares of the hours asked for. */
const steps = [0.25, 0.5, 0.75, 1] as const;

async function inWindow(asked: Asked, requirement: Requirement, through: number) {
  const needed = requirement.hours ?? 0;
  const bounds = steps.map((share) => share * needed);
  const cases = bounds.map((bound, i) => sql`when s.hours < ${bound} then ${sql.lit(i)}`);
  const rows = await asked.sheets.counts(sql<{ step: number; count: number }>`
    select case ${sql.join(cases, sql` `)} else ${sql.lit(steps.length)} end as step, count(*) as count from standings as s
    where s.requirement = ${requirement.id} and s.item = '' and ${within(asked, ownersOf.standings('s'))} group by 1`);
  const counts = [...steps, 0].map((_, i) => Number(rows.find(({ step }) => Number(step) === i)?.count ?? 0));
  const hides = hidesSmall(asked);
  const shown = hides ? told(suppressRow(counts)) : { counts, all: counts.reduce((sum, one) => sum + one, 0) };
  const met = shown.counts.at(-1);
  const labels = [
    ...bounds.map((bound, i) => `${i === 0 ? 0 : bounds[i - 1]} to under ${bound} hours`),
    `${needed} hours and more`,
  ];
  return {
    finding:
      typeof met === 'number' && shown.all !== null
        ? `${met.toLocaleString('en-US')} of ${peopleOf(shown.all)} have the ${needed} hours of “${requirement.title}”.`
        : `Few people stand behind “${requirement.title}”, so the counts are hidden.`,
    tiles: [
      { name: 'Hours complete', value: met ?? hidden, kind: 'count' as const },
      { name: 'People', value: shown.all ?? hidden, kind: 'count' as const },
    ],
    charts: [
      {
        id: 'hours',
        title: 'People by hours',
        finding: `${needed} hours are asked for${requirement.renewMonths === null ? '' : ` in ${requirement.renewMonths} months`}.`,
        by: 'Hours',
        series: ['People'],
        points: labels.flatMap((label, i) =>
          typeof shown.counts[i] === 'number' ? [{ label, values: [shown.counts[i] ?? 0] }] : [],
        ),
        ...{ unit: 'count' as const, scale: 'longest' as const },
      },
    ],
    tables: [
      ...(seesNames(asked.sight) ? [await windowTable(asked, requirement)] : []),
      {
        id: 'steps',
        caption: 'People by hours in the window',
        columns: [
          { key: 'step', label: 'Hours', kind: 'text' as const },
          { key: 'count', label: 'People', kind: 'count' as const },
        ],
        rows: labels.map((label, i) => ({ cells: { step: label, count: shown.counts[i] ?? hidden } })),
        total: { cells: { step: 'All', count: shown.all ?? hidden } },
      },
    ],
    notes: [countedOnce, ...(hides ? [smallNote] : [])],
    through,
  };
}

function told({ counts, all }: ReturnType<typeof suppressRow>): ReturnType<typeof suppressRow> {
  return { counts: toldRow(counts), all: all === null ? null : toldCount(all) };
}

interface HoursRow {
  readonly hours: number;
  readonly due: number | null;
}

async function windowTable(asked: Asked, requirement: Requirement): Promise<Table> {
  const needed = requirement.hours ?? 0;
  const { status } = asked.filter;
  const sort = sortOf(asked, ['name', 'county', 'hours', 'due'], { key: 'name', descending: false });
  const enough =
    status === 'met' ? sql`s.hours >= ${needed}` : status === 'short' ? sql`s.hours < ${needed}` : sql`1 = 1`;
  const { rows, count } = await listPeople<HoursRow>(asked, {
    where: sql`s.requirement = ${requirement.id} and s.item = '' and ${enough}`,
    columns: { hours: sql.ref('s.hours'), due: sql.ref('s.due') },
    sort,
    by: ['county', 'hours', 'due'],
  });
  return {
    id: 'people',
    caption: `${peopleOf(count)} and their hours in the window, by ${sort.key}`,
    columns: [
      ...namedBy,
      { key: 'status', label: 'Status', kind: 'status' },
      { key: 'hours', label: 'Hours', kind: 'hours', sorts: true },
      { key: 'missing', label: 'Missing', kind: 'hours' },
      { key: 'due', label: 'Due', kind: 'day', sorts: true },
    ],
    rows: rows.map((row) => ({
      cells: {
        ...namedCells(row, asked),
        status: row.hours >= needed ? 'met' : 'short',
        hours: row.hours,
        missing: Math.max(0, needed - row.hours),
        due: row.due,
      },
      href: personHref(row),
    })),
    count,
    sorted: sort,
  };
}

/** Hours of the people of one page, by kind: the people first, then what they did. */
async function periodTable(asked: Asked): Promise<Table> {
  const { db, filter, curriculum } = asked;
  const sort = sortOf(asked, ['name', 'county'], { key: 'name', descending: false });
  const order = orderOf(sort, { county: sql.ref('p.county') });
  const people = await sql<PersonRow>`select ${personColumns} from people as p where ${peopleWanted(asked)}
    order by ${order} ${pageOf(asked)}`.execute(db);
  const all = await sql<{
    count: number;
  }>`select count(*) as count from people as p where ${peopleWanted(asked)}`.execute(db);
  const ids = people.rows.map(({ person }) => person);
  const whose = asked.page === null ? peopleWanted(asked) : sql`p.id in (${sql.join(ids.length > 0 ? ids : [0])})`;
  const done = await sql<{ person: number; item: string; hours: number | null }>`
    select a.person_id as person, a.item as item, max(a.hours) as hours from people as p join achievements as a on a.person_id = p.id
    where ${whose} and a.done >= ${filter.from ?? 0} and a.done <= ${filter.to ?? asked.today} group by 1, 2`.execute(
    db,
  );
  const known = hoursOf(curriculum);
  const sums = new Map<number, Record<Kind, number>>();
  for (const { person, item, hours: said } of done.rows) {
    const sum = sums.get(person) ?? { module: 0, class: 0, 'field-activity': 0 };
    const { kind, hours: usual } = known.get(item) ?? { kind: 'class' as const, hours: 0 };
    sum[kind] += said ?? usual;
    sums.set(person, sum);
  }
  return {
    id: 'people',
    caption: `${peopleOf(Number(all.rows[0]?.count ?? 0))} and their hours ${periodWords(asked)}, by ${sort.key}`,
    columns: [
      ...namedBy,
      { key: 'module', label: 'eLearning', kind: 'hours' },
      { key: 'class', label: 'Classes', kind: 'hours' },
      { key: 'field-activity', label: 'Field activities', kind: 'hours' },
      { key: 'hours', label: 'All hours', kind: 'hours' },
    ],
    rows: people.rows.map((row) => {
      const sum = sums.get(row.person) ?? { module: 0, class: 0, 'field-activity': 0 };
      const total = sum.module + sum.class + sum['field-activity'];
      return { cells: { ...namedCells(row, asked), ...sum, hours: total }, href: personHref(row) };
    }),
    count: Number(all.rows[0]?.count ?? 0),
    sorted: sort,
  };
}

type Kind = Requirement['items'][number]['kind'];

/** What each module, class and field activity counts, where nothing else is said. */
export function hoursOf({
  modules,
  requirements,
}: Curriculum): ReadonlyMap<string, { readonly kind: Kind; readonly hours: number }> {
  return new Map([
    ...requirements.flatMap(({ items }) =>
      items.map(({ id, kind, hours: count }) => [id, { kind, hours: count }] as const),
    ),
    ...modules.map(({ id, hours: count }) => [id, { kind: 'module' as const, hours: count }] as const),
  ]);
}

function periodWords({ filter, today }: Asked): string {
  const to = isoDay(filter.to ?? today);
  return filter.from === undefined ? `up to ${to}` : `from ${isoDay(filter.from)} to ${to}`;
}
