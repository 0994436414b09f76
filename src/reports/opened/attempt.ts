import { sql } from 'kysely';
import { seesNames } from '../../tracking/sight.js';
import { parsedJson, textAt } from '../../xapi/json.js';
import { asOf } from '../as-of.js';
import { ownersOf, within } from '../limits.js';
import type { Ground as ReportGround } from '../read-report.js';
import type { Answer, Table } from '../report.js';
import { percentOf } from '../words.js';
import { statusOfAttempt } from './person.js';

/** What stands behind a figure needs no statistics. */
type Ground = Omit<ReportGround, 'sheets'>;

/** Gives the statements that an attempt was made of, as JSON texts in the order of storing. */
export type StatementsOf = (attempt: number) => Promise<readonly { readonly id: string; readonly json: string }[]>;

/** What stands behind an attempt's figures: answers, pages, statements. Undefined where the reader may see none of it. */
export async function openAttempt(
  ground: Ground,
  id: number,
  statementsOf: StatementsOf | null,
): Promise<OpenedAttempt | undefined> {
  if (!seesNames(ground.sight)) return undefined;
  const { rows } =
    await sql<AttemptRow>`select a.*, l.account as account, l.person_id as person, p.last_name as last, p.first_name as first from attempts as a
    join learners as l on l.id = a.learner_id left join people as p on p.id = l.person_id
    where a.id = ${id} and ${within({ sight: ground.sight, filter: {} }, ownersOf.people('p'))}`.execute(ground.db);
  const [attempt] = rows;
  if (!attempt) return undefined;
  const module = ground.content.modules.get(attempt.module);
  // Whoever may open it sees people by name; an account says nothing to them.
  const learner = [attempt.last, attempt.first].filter(Boolean).join(', ') || attempt.account;
  const title = `${module?.title ?? attempt.module}: attempt of ${learner}`;
  const statements = statementsOf && (await statementsOf(id));
  return {
    title,
    module: module?.title ?? attempt.module,
    status: statusOfAttempt(attempt),
    score: attempt.score,
    progress: attempt.progress,
    answer: {
      finding: `${words[statusOfAttempt(attempt)] ?? 'In progress'}${attempt.score === null ? '' : `, best score ${percentOf(attempt.score)}`}, ${attempt.progress}% of the pages seen.`,
      tiles: [
        { name: 'Version', value: attempt.version, kind: 'text' },
        { name: 'Tries', value: attempt.tries, kind: 'count' },
        { name: 'Time', value: attempt.seconds, kind: 'duration' },
      ],
      charts: [],
      tables: [
        await answersTable(ground, id, attempt),
        await pagesTable(ground, id, attempt),
        ...(statements ? [statementsTable(statements)] : []),
      ],
      notes: [
        `Registration ${attempt.registration === '' ? 'unknown' : attempt.registration}, package ${attempt.target ?? 'unknown'}.`,
      ],
      through: (await asOf(ground.db)).through,
    },
  };
}

interface OpenedAttempt {
  readonly title: string;
  /** Title of the module. */
  readonly module: string;
  readonly status: string;
  /** 0 to 1. */
  readonly score: number | null;
  /** Whole percent of the pages seen. */
  readonly progress: number;
  readonly answer: Answer;
}

const words: Readonly<Record<string, string>> = { completed: 'Completed', failed: 'Failed' };

interface AttemptRow {
  readonly module: string;
  readonly version: string | null;
  readonly target: string | null;
  readonly registration: string;
  readonly account: string;
  readonly last: string | null;
  readonly first: string | null;
  readonly person: number | null;
  readonly completed_at: number | null;
  readonly passed_at: number | null;
  readonly failed_at: number | null;
  readonly progress: number;
  readonly score: number | null;
  readonly tries: number;
  readonly seconds: number;
}

async function answersTable({ db, content }: Ground, id: number, { module }: AttemptRow): Promise<Table> {
  const rows = await db
    .selectFrom('item_results')
    .select(['item', 'try as round', 'score', 'response', 'seconds', 'at', 'statement'])
    .where('attempt_id', '=', id)
    .orderBy('at')
    .orderBy('item')
    .execute();
  const questions = content.modules.get(module)?.questions ?? [];
  return {
    id: 'answers',
    caption: 'Answers, each with its statement',
    columns: [
      { key: 'question', label: 'Question', kind: 'text' },
      { key: 'round', label: 'Where', kind: 'text' },
      { key: 'score', label: 'Score', kind: 'share' },
      { key: 'response', label: 'Response', kind: 'text' },
      { key: 'seconds', label: 'Time', kind: 'duration' },
      { key: 'at', label: 'When', kind: 'time' },
      { key: 'statement', label: 'Statement', kind: 'text' },
    ],
    rows: rows.map(({ item, round, ...cells }) => ({
      cells: {
        ...cells,
        question: questions.find((one) => one.id === item)?.title ?? item,
        round: round === 0 ? 'Pre-test' : round < 0 ? 'Check on a page' : `Try ${round}`,
      },
    })),
  };
}

async function pagesTable({ db, content }: Ground, id: number, { module }: AttemptRow): Promise<Table> {
  const rows = await db
    .selectFrom('page_visits')
    .select(['page', 'first_at', 'seconds'])
    .where('attempt_id', '=', id)
    .orderBy('first_at')
    .execute();
  const pages = content.modules.get(module)?.pages ?? [];
  return {
    id: 'pages',
    caption: 'Pages, as they were opened first',
    columns: [
      { key: 'page', label: 'Page', kind: 'text' },
      { key: 'at', label: 'Opened', kind: 'time' },
      { key: 'seconds', label: 'Time', kind: 'duration' },
    ],
    rows: rows.map(({ page, first_at: at, seconds }) => ({
      cells: { page: pages.find((one) => one.id === page)?.title ?? page, at, seconds },
    })),
  };
}

function statementsTable(statements: Awaited<ReturnType<StatementsOf>>): Table {
  return {
    id: 'statements',
    caption: 'The statements behind it, in the order of storing',
    columns: [
      { key: 'time', label: 'Timestamp', kind: 'text' },
      { key: 'verb', label: 'Verb', kind: 'text' },
      { key: 'object', label: 'Object', kind: 'text' },
      { key: 'id', label: 'Id', kind: 'text' },
    ],
    rows: statements.map(({ id, json }) => {
      const statement = parsedJson(json);
      return {
        cells: {
          time: textAt(statement, 'timestamp') ?? null,
          verb: textAt(statement, 'verb', 'id')?.split('/').at(-1) ?? null,
          object: textAt(statement, 'object', 'id') ?? null,
          id,
        },
      };
    }),
  };
}
