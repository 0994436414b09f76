import { sql } from 'kysely';
import { dayAt } from '../../days.js';
import { seesNames } from '../../tracking/sight.js';
import { asOf } from '../as-of.js';
import { ownersOf, within } from '../limits.js';
import type { Ground as ReportGround } from '../read-report.js';
import type { Answer, Table } from '../report.js';
import { namedCells, type PersonRow, personColumns } from '../standings/people.js';
import { type StandingStatus, statusSql } from '../standings/status.js';
import { pluralOf } from '../words.js';

/** What stands behind a figure needs no statistics. */
type Ground = Omit<ReportGround, 'sheets'>;

/** What stands behind a person's figures: requirements, what was done, and attempts. Undefined for nobody, and for nobody the reader may see. */
export async function openPerson(
  ground: Ground,
  person: number,
): Promise<{ readonly title: string; readonly answer: Answer } | undefined> {
  if (!seesNames(ground.sight)) return undefined;
  const { rows } = await sql<PersonRow>`select ${personColumns} from people as p
    where p.id = ${person} and ${within({ sight: ground.sight, filter: {} }, ownersOf.people('p'))}`.execute(ground.db);
  const [found] = rows;
  if (!found) return undefined;
  const { name, county } = namedCells(found, ground);
  const [standings, done, attempts] = [
    await standingsTable(ground, person),
    await achievementsTable(ground, person),
    await attemptsTable(ground, person),
  ];
  const late = standings.rows.filter(
    ({ cells }) => cells.status === 'overdue' && cells.item === wholeRequirement,
  ).length;
  return {
    title: String(name),
    answer: {
      finding: `${String(name)}${county === null ? '' : `, ${String(county)}`}: ${late === 0 ? 'nothing is overdue' : `${pluralOf(late, 'requirement')} overdue`}.`,
      ...{ tiles: [], charts: [], notes: [], tables: [standings, done, attempts] },
      through: (await asOf(ground.db)).through,
    },
  };
}

/** In the column of items, for a requirement as a whole. */
export const wholeRequirement = 'The whole requirement';

async function standingsTable(ground: Ground, person: number): Promise<Table> {
  const { rows } = await sql<{
    requirement: string;
    item: string;
    status: StandingStatus;
    done: number | null;
    version: string | null;
    due: number | null;
    hours: number;
  }>`select s.requirement as requirement, s.item as item, ${statusSql(ground, 's')} as status, s.done as done, s.version as version,
      s.due as due, s.hours as hours from standings as s where s.person_id = ${person} order by s.requirement, s.item`.execute(
    ground.db,
  );
  return {
    id: 'standings',
    caption: 'What is asked, and how it stands',
    columns: [
      { key: 'requirement', label: 'Requirement', kind: 'text' },
      { key: 'item', label: 'Item', kind: 'text' },
      { key: 'status', label: 'Status', kind: 'status' },
      { key: 'done', label: 'Completed on', kind: 'day' },
      { key: 'version', label: 'Version', kind: 'text' },
      { key: 'due', label: 'Due', kind: 'day' },
      { key: 'hours', label: 'Hours', kind: 'hours' },
    ],
    rows: rows.map(({ requirement: id, item, ...cells }) => {
      const requirement = ground.curriculum.requirements.find((one) => one.id === id);
      const title = item === '' ? wholeRequirement : (requirement?.items.find((one) => one.id === item)?.title ?? item);
      return { cells: { requirement: requirement?.title ?? id, item: title, ...cells } };
    }),
  };
}

async function achievementsTable(ground: Ground, person: number): Promise<Table> {
  const rows = await ground.db
    .selectFrom('achievements')
    .select(['item', 'source', 'done', 'version', 'score', 'hours', 'place', 'reference'])
    .where('person_id', '=', person)
    .orderBy('done', 'desc')
    .orderBy('id')
    .execute();
  return {
    id: 'done',
    caption: 'What was done, and what told of it',
    columns: [
      { key: 'item', label: 'Item', kind: 'text' },
      { key: 'done', label: 'Done on', kind: 'day' },
      { key: 'source', label: 'Told by', kind: 'text' },
      { key: 'version', label: 'Version', kind: 'text' },
      { key: 'score', label: 'Score', kind: 'share' },
      { key: 'hours', label: 'Hours', kind: 'hours' },
      { key: 'place', label: 'Place', kind: 'text' },
      { key: 'reference', label: 'Reference', kind: 'text' },
    ],
    rows: rows.map(({ item, place, ...cells }) => ({
      cells: {
        ...cells,
        item: itemTitle(ground, item),
        place: place === null ? null : (ground.curriculum.academies.find(({ id }) => id === place)?.name ?? place),
      },
    })),
  };
}

function itemTitle({ content, curriculum }: Ground, id: string): string {
  const items = curriculum.requirements.flatMap((one) => one.items);
  return content.modules.get(id)?.title ?? items.find((one) => one.id === id)?.title ?? id;
}

async function attemptsTable(ground: Ground, person: number): Promise<Table> {
  const rows = await ground.db
    .selectFrom('attempts as a')
    .innerJoin('learners as l', 'l.id', 'a.learner_id')
    .select([
      'a.id',
      'a.module',
      'a.version',
      'a.target',
      'a.first_at',
      'a.last_at',
      'a.completed_at',
      'a.passed_at',
      'a.failed_at',
    ])
    .select(['a.progress', 'a.score', 'a.tries', 'a.seconds', 'l.account'])
    .where('l.person_id', '=', person)
    .orderBy('a.first_at', 'desc')
    .execute();
  return {
    id: 'attempts',
    caption: 'Attempts, the newest first',
    columns: [
      { key: 'module', label: 'Module', kind: 'text' },
      { key: 'status', label: 'Status', kind: 'status' },
      { key: 'version', label: 'Version', kind: 'text' },
      { key: 'target', label: 'Package', kind: 'text' },
      { key: 'first', label: 'Begun', kind: 'time' },
      { key: 'completed', label: 'Completed on', kind: 'day' },
      { key: 'score', label: 'Best score', kind: 'share' },
      { key: 'tries', label: 'Tries', kind: 'count' },
      { key: 'seconds', label: 'Time', kind: 'duration' },
      { key: 'account', label: 'Account', kind: 'text' },
    ],
    rows: rows.map((row) => ({
      cells: {
        module: ground.content.modules.get(row.module)?.title ?? row.module,
        status: statusOfAttempt(row),
        ...{ version: row.version, target: row.target, first: row.first_at, score: row.score, tries: row.tries },
        completed: row.completed_at === null ? null : dayAt(row.completed_at),
        ...{ seconds: row.seconds, account: row.account },
      },
      href: `/attempts/${row.id}`,
    })),
  };
}

/** In one word: completed wins, and failed for good says more than in progress. */
export function statusOfAttempt(row: {
  readonly completed_at: number | null;
  readonly passed_at: number | null;
  readonly failed_at: number | null;
}): string {
  if (row.completed_at !== null) return 'completed';
  return row.failed_at !== null && row.passed_at === null ? 'failed' : 'in-progress';
}
