import { sql } from 'kysely';
import { seesNames } from '../../tracking/sight.js';
import { asOf } from '../as-of.js';
import { isoDay, oneDay } from '../filter-address.js';
import { hidesSmall, ownersOf, within } from '../limits.js';
import { type Asked, hidden, type Report, type Table } from '../report.js';
import { isSmall } from '../statistics/suppress.js';
import { toldCount } from '../statistics/told-count.js';
import { peopleOf } from '../words.js';
import { smallNote } from './completion.js';
import {
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

/** Who holds or is in an outdated version, and where one is still served. */
export const versions: Report = {
  id: 'versions',
  title: 'Outdated versions',
  summary: 'Who completed or is in a version older than the current one, and which LMS still serves one.',
  filters: ['module', 'academy', 'county', 'role', 'status', 'from', 'to', 'small', 'name'],
  needs: [],
  statuses: [
    { value: 'holds', text: 'Completed an outdated version' },
    { value: 'in', text: 'Is in an outdated version' },
  ],
  period: 'Started',
  readers: ['state', 'academy', 'county', 'author'],
  main: 'people',
  async read(asked) {
    const { through } = await asOf(asked.db);
    const served = await servedTable(asked);
    const people = seesNames(asked.sight) ? [await peopleTable(asked)] : [];
    const stillServed = served.rows.filter(({ cells }) => cells.state === 'outdated');
    const count = people[0]?.count;
    return {
      finding: [
        count === undefined
          ? ''
          : count === 0
            ? 'Nobody holds or is in an outdated version.'
            : `${peopleOf(count)} ${count === 1 ? 'holds or is' : 'hold or are'} in an outdated version.`,
        stillServed.length === 0
          ? 'No outdated version was started in the period.'
          : `Outdated versions are still started in ${stillServed.length === 1 ? 'one place' : `${stillServed.length} places`}.`,
      ]
        .filter(Boolean)
        .join(' '),
      tiles: [],
      charts: [],
      tables: [...people, served],
      notes: [
        `Versions started from ${isoDay(startOf(asked))} on are told; a period says otherwise. An LMS that reports through the collector is named by its kind of package only.`,
        'Current is the version that this server has of the module.',
        ...(hidesSmall(asked) ? [smallNote] : []),
      ],
      through,
    };
  },
};

/** Days before today in which a version has to have been started to count as served, where no period is given. */
const recently = 90;

function startOf({ filter, today }: Asked): number {
  return filter.from ?? (filter.to ?? today) - recently;
}

interface ServedRow {
  readonly module: string;
  readonly version: string | null;
  readonly target: string | null;
  readonly home: string;
  readonly learners: number;
  readonly last: number;
}

/** What was started lately: module, version, and where. */
async function servedTable(asked: Asked): Promise<Table> {
  const { content, filter, sheets, today, curriculum } = asked;
  const modules = [...content.modules.values()].filter(({ id }) => filter.module === undefined || id === filter.module);
  const rows = await sheets.counts(sql<ServedRow>`
    select a.module as module, a.version as version, a.target as target, l.home_page as home,
      count(distinct a.learner_id) as learners, max(a.first_at) as last
    from attempts as a join learners as l on l.id = a.learner_id left join people as p on p.id = l.person_id
    where a.module in (${sql.join(modules.length > 0 ? modules.map(({ id }) => id) : [''])})
      and a.begun = 1 and a.first_at >= ${startOf(asked) * oneDay} and a.first_at < ${((filter.to ?? today) + 1) * oneDay}
      and ${within(asked, ownersOf.people('p'))}
    group by 1, 2, 3, 4 order by a.module, a.version desc, learners desc`);
  const hides = hidesSmall(asked);
  return {
    id: 'served',
    caption: 'Versions that were started, and where',
    columns: [
      { key: 'module', label: 'Module', kind: 'text' },
      { key: 'version', label: 'Version', kind: 'text' },
      { key: 'state', label: 'State', kind: 'status' },
      { key: 'target', label: 'Package', kind: 'text' },
      { key: 'home', label: 'LMS', kind: 'text' },
      { key: 'learners', label: 'Learners', kind: 'count' },
      { key: 'last', label: 'Started last', kind: 'time' },
    ],
    rows: rows.map(({ module, version, target, home, learners, last }) => {
      const known = content.modules.get(module);
      const count = Number(learners);
      return {
        cells: {
          module: known?.title ?? module,
          version: version ?? 'unknown',
          state: version === null || !known ? null : version === known.version ? 'current' : 'outdated',
          target: target ?? 'unknown',
          home: home === `${curriculum.iriBase}accounts` ? 'through the collector' : home,
          learners: !hides ? count : isSmall(count) ? hidden : toldCount(count),
          last: Number(last),
        },
      };
    }),
  };
}

interface OutdatedRow extends PersonRow {
  readonly item: string;
  readonly version: string | null;
  readonly done: number | null;
  readonly begun: number;
}

async function peopleTable(asked: Asked): Promise<Table> {
  const { filter, content, db } = asked;
  const conditions = sql.join(
    [
      sql`s.outdated = 1 and s.item <> ''`,
      within(asked, ownersOf.standings('s')),
      peopleWanted(asked),
      ...(filter.module === undefined ? [] : [sql`s.item = ${filter.module}`]),
      ...(filter.status === 'holds' ? [sql`s.done is not null`] : filter.status === 'in' ? [sql`s.done is null`] : []),
    ],
    sql` and `,
  );
  const sort = sortOf(asked, ['name', 'county', 'done'], { key: 'name', descending: false });
  const order = orderOf(sort, { county: sql.ref('p.county'), done: sql`max(s.done)` });
  // An item may belong to several requirements: it is told once.
  const from = sql`from standings as s join people as p on p.id = s.person_id where ${conditions}`;
  const { rows } = await sql<OutdatedRow>`select ${personColumns}, s.item as item, max(s.version) as version,
    max(s.done) as done, max(s.begun) as begun ${from} group by p.id, p.last_name, p.first_name, p.user_id, p.county, s.item
    order by ${order}, s.item ${pageOf(asked)}`.execute(db);
  const [all] = await asked.sheets.counts(sql<{ count: number }>`
    select count(*) as count from (select 1 as one ${from} group by p.id, s.item) as found`);
  const count = Number(all?.count ?? 0);
  return {
    id: 'people',
    caption: `${peopleOf(count)} with an outdated version, one line a module, by ${sort.key}`,
    columns: [
      ...namedBy,
      { key: 'module', label: 'Module', kind: 'text' },
      { key: 'version', label: 'Version', kind: 'text' },
      { key: 'current', label: 'Current version', kind: 'text' },
      { key: 'status', label: 'Status', kind: 'status' },
      { key: 'done', label: 'Completed on', kind: 'day', sorts: true },
    ],
    rows: rows.map((row) => ({
      cells: {
        ...namedCells(row, asked),
        module: content.modules.get(row.item)?.title ?? row.item,
        version: row.version,
        current: content.modules.get(row.item)?.version ?? null,
        status: row.done === null ? 'in-progress' : 'completed',
        done: row.done,
      },
      href: personHref(row),
    })),
    count,
    sorted: sort,
  };
}
