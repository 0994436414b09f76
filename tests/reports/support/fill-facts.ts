import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import { dayAt } from '../../../src/days.js';
import type { Content } from '../../../src/reports/report.js';
import type { TrackingDb } from '../../../src/tracking/open-tracking.js';
import type { TrackingTables } from '../../../src/tracking/tables.js';
import { counties, sampleCurriculum } from './sample-matter.js';

export const today = 20_500;
const oneDay = 86_400_000;

type Rows = { readonly [Table in keyof TrackingTables]?: Insertable<TrackingTables[Table]>[] };

export interface FillOptions {
  readonly people: number;
  readonly content: Content;
  /** Share of people who did each module. */
  readonly share?: number;
  readonly seed?: number;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * People and facts of a made state, in batches of rows: standings of every requirement, attempts of every module in an
 * old or the current version, first and second tries whose answers follow ability and difficulty, pages until somewhere.
 */
export function* madeFacts({ people, content, share = 0.8, seed = 7 }: FillOptions): Generator<Rows> {
  const random = randomFrom(seed);
  let attemptId = 0;
  for (let id = 1; id <= people; id++) {
    // Few counties are large: the square of a number from 0 to 1 is near 0.
    const place = counties[Math.floor(random() ** 2 * counties.length)] ?? counties[0];
    if (!place) return;
    const role = random() < 0.85 ? 'social-worker' : 'supervisor';
    const hired = today - Math.floor(random() * 1400);
    const key = `p${String(id).padStart(6, '0')}`;
    const rows = {
      people: [
        {
          ...{
            id,
            user_id: key.toUpperCase(),
            user_key: key,
            last_name: `${lasts[id % lasts.length]}-${id % 977}`,
            first_name: `F${id % 311}`,
          },
          ...{
            email: `${key}@county.example`,
            active: 1,
            county: place.id,
            academy: place.academy,
            organization: place.name,
            role,
          },
          ...{
            employee_type: '',
            job_title: '',
            department: '',
            area: '',
            hired,
            transferred: null,
            lms_id: '',
            updated: 0,
          },
        },
      ],
      learners: [
        {
          id,
          identity: `account|${key}|x`,
          account: key,
          home_page: id % 3 ? 'https://lms.example/' : 'https://example.org/cpm/accounts',
          person_id: id,
        },
      ],
      ...{ attempts: [], item_results: [], page_visits: [], achievements: [], standings: [] },
    } satisfies Rows;
    const facts: Required<Pick<Rows, 'attempts' | 'item_results' | 'page_visits' | 'achievements' | 'standings'>> =
      rows;
    const done = new Map<string, { readonly day: number; readonly version: string | null; readonly begun: boolean }>();
    const ability = random() * 2 - 1;
    for (const module of content.modules.values()) {
      if (random() > share) continue;
      attemptId++;
      const version = random() < 0.2 ? '0.9.0' : module.version;
      const at = (today - Math.floor(random() * 700)) * oneDay + Math.floor(random() * oneDay);
      const reached = random() < 0.8 ? module.pages.length : 1 + Math.floor(random() * module.pages.length);
      const isDone = reached === module.pages.length;
      const of = { attempt_id: attemptId, module: module.id, version };
      for (const page of module.pages.slice(0, reached))
        facts.page_visits.push({
          ...of,
          page: page.id,
          first_at: at,
          seconds: random() < 0.1 ? null : Math.round(random() * 200),
        });
      const tries = isDone ? [0, 1, ...(random() < 0.3 ? [2] : [])] : [];
      for (const number of tries) {
        for (const [i, question] of module.questions.entries()) {
          const easy = 0.25 + (i / module.questions.length) * 0.6 + ability * 0.2 + (number === 0 ? -0.2 : 0);
          const isRight = random() < easy;
          const response = isRight ? 'a' : (['b', 'c', 'd'][Math.floor(random() * 3)] ?? 'b');
          facts.item_results.push({
            ...{ ...of, item: question.id, try: number, statement: `${attemptId}-${number}-${i}`, learner_id: id },
            ...{ score: isRight ? 1 : 0, response, seconds: 5 + Math.round(random() * 60), at: at + number * 60_000 },
          });
        }
      }
      const completed = isDone ? at + oneDay / 24 : null;
      facts.attempts.push({
        ...{
          id: attemptId,
          learner_id: id,
          module: module.id,
          registration: randomUUID(),
          target: id % 2 ? 'scorm12' : 'cmi5',
          version,
        },
        ...{ first_at: at, last_at: at, completed_at: completed, passed_at: completed, failed_at: null, state: '{}' },
        ...{
          progress: Math.round((100 * reached) / module.pages.length),
          score: isDone ? 0.9 : null,
          pre_test: isDone ? 0.5 : null,
          tries: tries.length > 0 ? tries.length - 1 : 0,
          seconds: 1200,
        },
      });
      done.set(module.id, { day: dayAt(at), version, begun: !isDone });
    }
    for (const item of sampleCurriculum.requirements[0]?.items ?? [])
      if (item.kind !== 'module' && random() < 0.7)
        done.set(item.id, { day: today - Math.floor(random() * 600), version: null, begun: false });
    for (const [item, { day, version, begun }] of done)
      if (!begun)
        facts.achievements.push({
          person_id: id,
          item,
          source: version ? 'statements' : 'attendance',
          done: day,
          version,
          score: null,
          hours: null,
          place: null,
          reference: item,
        });
    for (const requirement of sampleCurriculum.requirements) {
      const of = { person_id: id, requirement: requirement.id, county: place.id, academy: place.academy, role };
      const stands = requirement.items.map((item) => ({ item, known: done.get(item.id) }));
      const isWhole = stands.length > 0 && stands.every(({ known }) => known && !known.begun);
      const days = stands.flatMap(({ known }) => (known ? [known.day] : []));
      const last = isWhole ? Math.max(...days) : null;
      const due = (day: number | null) =>
        day !== null && requirement.renewMonths !== null ? day + 30 * requirement.renewMonths : hired + 365;
      const hours = requirement.hours === null ? 0 : Math.floor(random() * 60);
      facts.standings.push({
        ...{
          ...of,
          item: '',
          begun: !isWhole && days.length > 0 ? 1 : 0,
          done: requirement.hours !== null && hours >= 40 ? today - 10 : last,
          version: null,
          outdated: 0,
        },
        ...{ due: due(last), hours },
      });
      for (const { item, known } of stands)
        facts.standings.push({
          ...{
            ...of,
            item: item.id,
            begun: known?.begun ? 1 : 0,
            done: known && !known.begun ? known.day : null,
            version: known?.version ?? null,
          },
          ...{
            outdated: known?.version === '0.9.0' ? 1 : 0,
            due: due(known && !known.begun ? known.day : null),
            hours: item.hours,
          },
        });
    }
    yield rows;
  }
}

const lasts = [
  'Alvarez',
  'Brown',
  'Chen',
  'Diaz',
  'Evans',
  'Flores',
  'Garcia',
  'Hall',
  'Ito',
  'Jones',
  "O'Neil",
  'Kim',
  'López',
  'Nguyen',
  'Patel',
  'Ruiz',
  'Singh',
  'Tran',
  'Vu',
  'Wong',
];

/** Writes made facts into the tables of tracking, and gives them back by table. */
export async function fillFacts(db: TrackingDb, options: FillOptions): Promise<Required<Rows>> {
  const order = ['people', 'learners', 'attempts', 'item_results', 'page_visits', 'achievements', 'standings'] as const;
  const all: Record<string, unknown[]> = Object.fromEntries(order.map((table) => [table, []]));
  const waiting: Record<string, object[]> = {};
  await db.transaction().execute(async (trx) => {
    const put = async () => {
      for (const table of order) await writeTo(trx, table);
    };
    const writeTo = async (to: TrackingDb, table: (typeof order)[number]) => {
      const rows = waiting[table] ?? [];
      waiting[table] = [];
      if (rows.length === 0) return;
      const step = Math.floor(30_000 / Object.keys(rows[0] ?? {}).length);
      for (let at = 0; at < rows.length; at += step)
        await to
          .insertInto(table)
          .values(rows.slice(at, at + step) as never)
          .execute();
    };
    let count = 0;
    for (const rows of madeFacts(options)) {
      for (const table of order) {
        waiting[table] = [...(waiting[table] ?? []), ...(rows[table] ?? [])];
        all[table]?.push(...(rows[table] ?? []));
      }
      if (++count % 100 === 0) await put();
    }
    await put();
    await trx
      .updateTable('fold')
      .set({ revision: 1, through: today * oneDay })
      .where('one', '=', 1)
      .execute();
  });
  return all as unknown as Required<Rows>;
}
