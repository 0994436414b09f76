import { sql } from 'kysely';
import type { Requirement } from '../../tracking/curriculum.js';
import { seesNames } from '../../tracking/sight.js';
import { asOf } from '../as-of.js';
import { isoDay } from '../filter-address.js';
import { hidesSmall, ownersOf, within } from '../limits.js';
import { noAnswer, noRequirements } from '../no-answer.js';
import { type Asked, type Cell, type Column, hidden, type Report, type Row, type Table } from '../report.js';
import { suppressRow } from '../statistics/suppress.js';
import { toldCount, toldRow } from '../statistics/told-count.js';
import { peopleOf, percentOf } from '../words.js';
import { listPeople, namedBy, namedCells, type PersonRow, personHref, sortOf } from './people.js';
import { isStatus, type StandingStatus, standingStatuses, statusChoices, statusSql } from './status.js';

/** Who has done what a requirement asks: people by items, and the sum of it. */
export const completion: Report = {
  id: 'completion',
  title: 'Completion',
  summary: 'Who has done what a requirement asks: one line a person, one column an item, with totals.',
  filters: ['requirement', 'academy', 'county', 'role', 'status', 'from', 'to', 'small', 'name'],
  needs: ['requirement'],
  statuses: statusChoices,
  period: 'Completed',
  readers: ['state', 'academy', 'county', 'author', 'learner'],
  main: 'people',
  async read(asked) {
    const { through } = await asOf(asked.db);
    const requirement = asked.curriculum.requirements.find(({ id }) => id === asked.filter.requirement);
    if (!requirement) return noAnswer(noRequirements, through);
    const totals = await totalsOf(asked, requirement);
    const people = seesNames(asked.sight) ? [await peopleTable(asked, requirement)] : [];
    const chart = totals.filter(({ counts }) => counts.every((count) => count !== null));
    const [whole] = totals;
    return {
      finding: findingOf(requirement, whole),
      tiles: standingStatuses.map((status, i) => ({
        name: statusChoices.find(({ value }) => value === status)?.text ?? status,
        value: whole?.counts[i] ?? (whole ? hidden : 0),
        kind: 'count' as const,
      })),
      charts: [
        {
          id: 'items',
          title: 'Where people stand, item by item',
          finding: chartFinding(totals.slice(1)),
          by: 'Item',
          series: ['Completed', 'In progress', 'Overdue', 'Not started'],
          // Overdue stands before what nobody has begun: its dots are what has to be seen.
          points: chart.map(({ title, counts: [done, now, none, late] }) => ({
            label: title,
            values: [done ?? 0, now ?? 0, late ?? 0, none ?? 0],
          })),
          unit: 'count',
          scale: 'whole',
        },
      ],
      tables: [...people, totalsTable(totals)],
      notes: notesOf(asked),
      through,
    };
  },
};

interface Total {
  readonly title: string;
  /** By status, in the order of `standingStatuses`; null where hidden. */
  readonly counts: readonly (number | null)[];
  readonly all: number | null;
}

/** The requirement as a whole, then its items in their order. */
async function totalsOf(asked: Asked, requirement: Requirement): Promise<Total[]> {
  // Sums in the order of the index: to group by status as well, every row would be put in order first. Of one
  // requirement it is known whether it is renewed, and who has none of the other statuses has not started.
  const alone = { ...asked, curriculum: { ...asked.curriculum, requirements: [requirement] } };
  const summed = standingStatuses.filter((one) => one !== 'not-started');
  const sums = sql.join(
    summed.map((one) => sql`count(*) filter (where ${isStatus(alone, 's', one)}) as ${sql.ref(one)}`),
  );
  const rows = await asked.sheets.counts(sql<{ item: string; all: number } & Record<(typeof summed)[number], number>>`
    select s.item as item, count(*) as ${sql.ref('all')}, ${sums} from standings as s
    where s.requirement = ${requirement.id} and ${within(asked, ownersOf.standings('s'))} group by s.item`);
  const hides = hidesSmall(asked);
  return [{ id: '', title: 'The whole requirement' }, ...requirement.items].map(({ id, title }) => {
    const found = rows.find((row) => row.item === id);
    const all = Number(found?.all ?? 0);
    const others = summed.reduce((sum, one) => sum + Number(found?.[one] ?? 0), 0);
    const counts = standingStatuses.map((one) => (one === 'not-started' ? all - others : Number(found?.[one] ?? 0)));
    if (!hides) return { title, counts, all };
    const shown = suppressRow(counts);
    return { title, counts: toldRow(shown.counts), all: shown.all === null ? null : toldCount(shown.all) };
  });
}

function totalsTable(totals: readonly Total[]): Table {
  return {
    id: 'totals',
    caption: 'People by item and status',
    columns: [
      { key: 'item', label: 'Item', kind: 'text' },
      ...standingStatuses.map((key) => ({
        key,
        label: statusChoices.find(({ value }) => value === key)?.text ?? key,
        kind: 'count' as const,
      })),
      { key: 'all', label: 'All', kind: 'count' },
    ],
    rows: totals.map(({ title, counts, all }) => ({
      cells: {
        item: title,
        ...Object.fromEntries(standingStatuses.map((status, i) => [status, counts[i] ?? hidden])),
        all: all ?? hidden,
      },
    })),
  };
}

interface WholeRow {
  readonly status: StandingStatus;
  readonly done: number | null;
  readonly due: number | null;
}

async function peopleTable(asked: Asked, requirement: Requirement): Promise<Table> {
  const { filter } = asked;
  const sort = sortOf(asked, ['name', 'county', 'done', 'due'], { key: 'name', descending: false });
  const { rows, count } = await listPeople<WholeRow>(asked, {
    where: sql.join(
      [
        sql`s.requirement = ${requirement.id} and s.item = ''`,
        ...standingStatuses.filter((one) => one === filter.status).map((one) => isStatus(asked, 's', one)),
        ...(filter.from === undefined ? [] : [sql`s.done >= ${filter.from}`]),
        ...(filter.to === undefined ? [] : [sql`s.done <= ${filter.to}`]),
      ],
      sql` and `,
    ),
    columns: { status: statusSql(asked, 's'), done: sql.ref('s.done'), due: sql.ref('s.due') },
    sort,
    by: ['county', 'done', 'due'],
  });
  const items = await itemsOf(asked, requirement, rows);
  return {
    id: 'people',
    caption: `${peopleOf(count)} and “${requirement.title}”, by ${sort.key}`,
    columns: [
      ...namedBy,
      { key: 'status', label: 'Status', kind: 'status' },
      { key: 'done', label: 'Completed on', kind: 'day', sorts: true },
      { key: 'due', label: 'Due', kind: 'day', sorts: true },
      ...requirement.items.map(({ id, title }): Column => ({ key: `item:${id}`, label: title, kind: 'status' })),
    ],
    rows: rows.map((row): Row => {
      const { status: stands, done, due } = row;
      return {
        cells: { ...namedCells(row, asked), status: stands, done, due, ...items.get(row.person) },
        href: personHref(row),
      };
    }),
    count,
    sorted: sort,
  };
}

/** How the people of these rows stand with each item. */
async function itemsOf(
  asked: Asked,
  requirement: Requirement,
  people: readonly PersonRow[],
): Promise<ReadonlyMap<number, Record<string, Cell>>> {
  const byPerson = new Map<number, Record<string, Cell>>(people.map(({ person }) => [person, {}]));
  if (people.length === 0) return byPerson;
  const whose =
    asked.page === null
      ? within(asked, ownersOf.standings('s'))
      : sql`s.person_id in (${sql.join(people.map(({ person }) => person))})`;
  const { rows } = await sql<{ person: number; item: string; status: StandingStatus }>`
    select s.person_id as person, s.item as item, ${statusSql(asked, 's')} as status from standings as s
    where s.requirement = ${requirement.id} and s.item <> '' and ${whose}`.execute(asked.db);
  for (const { person, item, status } of rows) {
    const cells = byPerson.get(person);
    if (cells) cells[`item:${item}`] = status;
  }
  return byPerson;
}

function findingOf({ title }: Requirement, whole: Total | undefined): string {
  const [done, , , late] = whole?.counts ?? [];
  const all = whole?.all;
  if (all === 0) return `Nobody who fits here is asked for “${title}”.`;
  if (all === null || all === undefined || done === null || done === undefined)
    return `Fewer than 11 people stand behind some of these figures of “${title}”, so they are hidden.`;
  const overdue = late ? `, ${peopleOf(late)} ${late === 1 ? 'is' : 'are'} overdue` : '';
  if (done === 0) return `None of ${peopleOf(all)} ${all === 1 ? 'has' : 'have'} completed “${title}”${overdue}.`;
  return `${percentOf(done / all)} of ${peopleOf(all)} (${done.toLocaleString('en-US')}) have completed “${title}”${overdue}.`;
}

function chartFinding(items: readonly Total[]): string {
  const shares = items.flatMap(({ title, counts: [done], all }) =>
    all && done !== null && done !== undefined ? [{ title, share: done / all }] : [],
  );
  const [least, ...others] = shares.sort((a, b) => a.share - b.share);
  const most = others.at(-1);
  if (!least) return 'There is nothing to compare yet.';
  if (!most || most.share === least.share) return `${percentOf(least.share)} have completed each item.`;
  return `Most have completed “${most.title}” (${percentOf(most.share)}), fewest “${least.title}” (${percentOf(least.share)}).`;
}

function notesOf(asked: Asked): string[] {
  return [
    `Overdue means: not done, or to be done again, and due before ${isoDay(asked.today)}. What is overdue counts as nothing else.`,
    'Totals count everybody whom academy, county and role leave in; status, period and name choose lines of the list only.',
    ...(hidesSmall(asked) ? [smallNote] : []),
  ];
}

/** Said wherever counts are hidden. */
export const smallNote =
  'Counts of 1 to 10 people are hidden, and with them others from which they could be worked out. All others are rounded to 5 (11 to 17 to 15), so that pages with other filters tell no more; sums can differ from their parts.';
