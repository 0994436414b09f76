import path from 'node:path';
import { dayAt, isoOf } from '../days.js';
import { byHand, createAccessLog } from '../sign-in/access-log.js';
import type { Curriculum } from '../tracking/curriculum.js';
import type { Tracking } from '../tracking/open-tracking.js';
import { dataOfPerson, erasePerson, findPerson, type Person, type PersonData } from '../tracking/people/find-person.js';
import { createPlacer } from '../tracking/people/placement.js';
import { nameOf, planRoster, type RosterPlan } from '../tracking/people/plan-roster.js';
import { type RosterFile, readRoster } from '../tracking/people/read-roster.js';
import { writeRoster } from '../tracking/people/write-roster.js';
import { sourceBytes } from './import-source.js';
import type { Format, Io } from './io.js';
import { linkPeople } from './link-people.js';
import { plural } from './modules.js';
import { rosterPlanLines } from './roster-plan-lines.js';
import { exitCodes, StopError } from './stop.js';
import { curriculumOf, refusing, type TrackingOptions, withTracking } from './with-tracking.js';

export interface RosterImportOptions extends TrackingOptions {
  readonly complete?: true;
  readonly yes?: true;
  readonly format: Format;
}

/** `cpm roster import`: a file of accounts, whole or not at all; shows what would change and does it with --yes. */
export async function importRoster(io: Io, file: string, options: RosterImportOptions): Promise<void> {
  const bytes = await sourceBytes(io, file);
  const read = refusing(io, () => readRoster(path.basename(file), bytes));
  const curriculum = await curriculumOf(io, options);
  await withTracking(
    io,
    options,
    async (tracking) => {
      const plan = await planOf(io, tracking, curriculum, read, options);
      if (options.format === 'json') io.out(JSON.stringify({ written: options.yes === true, ...plan }, null, 2));
      else for (const line of rosterPlanLines(plan, read)) io.out(line);
      if (options.format === 'text') io.out(ending(plan, options));
    },
    true,
  );
}

async function planOf(
  io: Io,
  tracking: Tracking,
  curriculum: Curriculum,
  file: RosterFile,
  options: RosterImportOptions,
): Promise<RosterPlan> {
  const today = dayAt(Date.now());
  const complete = options.complete === true;
  if (!options.yes) return planRoster(tracking.db, createPlacer(curriculum, today), file, complete);
  const link = () => linkPeople(io, options, tracking, curriculum);
  return writeRoster({ tracking, curriculum, today, now: Date.now(), link }, file, complete);
}

function ending({ added, changed, gone }: RosterPlan, { yes }: RosterImportOptions): string {
  if (added.length + changed.length + gone.length === 0) return 'Nothing changes.';
  return yes ? 'Done.' : 'Nothing was changed. Add --yes to do it.';
}

export interface RosterListOptions extends TrackingOptions {
  readonly county?: string;
  readonly academy?: string;
  readonly role?: string;
  readonly inactive?: true;
  readonly format: Format;
}

/** `cpm roster list`: people by county and name. */
export async function listRoster(io: Io, options: RosterListOptions): Promise<void> {
  await withTracking(io, options, async ({ db }) => {
    let query = db
      .selectFrom('people')
      .select(['user_id', 'last_name', 'first_name', 'county', 'academy', 'role', 'hired', 'active'])
      .orderBy('county')
      .orderBy('last_name')
      .orderBy('first_name');
    for (const field of ['county', 'academy', 'role'] as const) {
      const wanted = options[field];
      if (wanted !== undefined)
        query = wanted === '-' ? query.where(field, 'is', null) : query.where(field, '=', wanted);
    }
    if (!options.inactive) query = query.where('active', '=', 1);
    const people = await query.execute();
    if (options.format === 'json') {
      io.out(
        JSON.stringify(
          people.map((one) => ({ ...one, hired: isoOrNull(one.hired) })),
          null,
          2,
        ),
      );
      return;
    }
    for (const one of people)
      io.out(
        [
          one.user_id,
          nameOf(one),
          one.county ?? '-',
          one.role ?? '-',
          isoOrNull(one.hired) ?? '-',
          one.active === 1 ? '' : 'inactive',
        ]
          .join('  ')
          .trimEnd(),
      );
    io.out(`${people.length === 1 ? '1 person' : `${people.length} people`}.`);
  });
}

export interface RosterPersonOptions extends TrackingOptions {
  readonly yes?: true;
  readonly format: Format;
}

/** `cpm roster show`: all that tracking holds of a person. */
export async function showPerson(io: Io, name: string, options: RosterPersonOptions): Promise<void> {
  await withTracking(io, options, async ({ db }) => {
    const person = await named(db, name);
    const achievements = await db
      .selectFrom('achievements')
      .selectAll()
      .where('person_id', '=', person.id)
      .orderBy('done')
      .orderBy('item')
      .execute();
    const standings = await db
      .selectFrom('standings')
      .selectAll()
      .where('person_id', '=', person.id)
      .orderBy('requirement')
      .orderBy('item')
      .execute();
    const { id: _, user_key: __, standings_mark: ___, updated: ____, name_key: _____, ...known } = person;
    const shown = { ...known, hired: isoOrNull(known.hired), transferred: isoOrNull(known.transferred) };
    const done = achievements.map((one) => ({ ...one, done: isoOf(one.done) }));
    const due = standings.map((one) => ({ ...one, done: isoOrNull(one.done), due: isoOrNull(one.due) }));
    if (options.format === 'json') {
      io.out(JSON.stringify({ person: shown, achievements: done, standings: due }, null, 2));
      return;
    }
    for (const [field, value] of Object.entries(shown)) io.out(`${field.replaceAll('_', ' ')}: ${value ?? '-'}`);
    io.out(`\n${plural(done.length, 'achievement')}`);
    for (const one of done)
      io.out(
        `  ${one.done}  ${one.item}${one.version === null ? '' : ` ${one.version}`}  ${one.source} (${one.reference})`,
      );
    io.out(`\n${plural(due.length, 'standing')}`);
    for (const one of due)
      io.out(
        `  ${one.item === '' ? one.requirement : `  ${one.item}`}  ${one.done === null ? (one.begun ? 'begun' : 'not done') : `done ${one.done}`}${one.due === null ? '' : `, due ${one.due}`}${one.outdated ? ', outdated' : ''}`,
      );
  });
}

/** `cpm roster erase`: a person goes out of tracking. */
export async function eraseFromRoster(io: Io, name: string, options: RosterPersonOptions): Promise<void> {
  await withTracking(io, options, async (tracking) => {
    const person = await named(tracking.db, name);
    const held = options.yes ? await erasePerson(tracking, person.id) : await dataOfPerson(tracking.db, person.id);
    if (!options.yes) {
      io.out(`This would erase ${nameOf(person)} (${person.user_id}): ${listed(held)}.`);
      sayStatements(io, held);
      io.out('Nothing was changed. Add --yes to do it.');
      return;
    }
    io.out(`Erased: ${listed(held)}.`);
    // Without the name: the log outlives the person.
    await createAccessLog(tracking.db, Date.now).note({ user: byHand, action: 'erased a person', detail: '' });
    sayStatements(io, held);
    io.out('A file of accounts that still names this person brings them back.');
  });
}

/** Whose account is whose is known until the person is erased, and from then on nowhere: so it is said here. */
function sayStatements(io: Io, { learners }: PersonData): void {
  if (learners.length === 0) return;
  io.out('Statements stay in the record store, under an account that tells no name. To remove them as well:');
  for (const { home_page: homePage, account: name } of learners) {
    const actor = JSON.stringify({ account: { homePage, name } });
    io.out(`  cpm lrs erase --actor '${actor.replaceAll("'", "'\\''")}'`);
  }
}

function listed({ names, achievements, standings, certificates, users, learners }: PersonData): string {
  return [
    plural(names, 'name'),
    plural(achievements, 'achievement'),
    plural(standings, 'standing'),
    plural(certificates, 'certificate'),
    plural(users, 'user'),
    `${plural(learners.length, 'link')} to statements`,
  ].join(', ');
}

async function named(db: Tracking['db'], name: string): Promise<Person> {
  const person = await findPerson(db, name);
  if (person) return person;
  throw new StopError(
    `Nobody in the roster is called "${name}".\nhint: write a UserID, an e-mail address or an id of the LMS; cpm roster list shows UserIDs.`,
    exitCodes.content,
  );
}

function isoOrNull(day: number | null): string | null {
  return day === null ? null : isoOf(day);
}
