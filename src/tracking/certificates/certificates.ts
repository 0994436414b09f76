import type { Curriculum } from '../curriculum.js';
import type { TrackingDb } from '../open-tracking.js';
import { readableCode } from '../readable-code.js';

/** 60 bits. */
const codeLength = 12;

/** Something that a person may have a certificate for. */
export interface Earned {
  /** `requirement/<id>` or `item/<id>`: stable, and part of the address. */
  readonly subject: string;
  readonly title: string;
  /** Day on which it was done. */
  readonly done: number;
  readonly hours: number;
}

/** A certificate that was given out. */
export interface Certificate extends Earned {
  /** Twelve letters and digits, that anyone can check it by. */
  readonly code: string;
  readonly provider: string;
  /** Milliseconds since the epoch. */
  readonly issued: number;
  /** Whose it is, by the roster as it is now. */
  readonly holder: string;
}

/**
 * What a person has earned, the newest first: requirements that give a certificate and are met, and every module, class
 * and field activity that was done.
 */
export async function earnedBy(db: TrackingDb, curriculum: Curriculum, person: number): Promise<readonly Earned[]> {
  const whole = await db
    .selectFrom('standings')
    .select(['requirement', 'done', 'hours'])
    .where('person_id', '=', person)
    .where('item', '=', '')
    .where('done', 'is not', null)
    .execute();
  const done = await db
    .selectFrom('achievements')
    .select(['item', 'done', 'hours'])
    .where('person_id', '=', person)
    .orderBy('done')
    .orderBy('id')
    .execute();
  const met = whole.flatMap(({ requirement: id, done: on, hours }): Earned[] => {
    const requirement = curriculum.requirements.find((one) => one.id === id);
    if (!requirement?.certificate || on === null) return [];
    return [{ subject: `requirement/${id}`, title: requirement.title, done: on, hours }];
  });
  const known = new Map(
    [...curriculum.modules, ...curriculum.classes].map((one) => [one.id, { title: one.title, hours: one.hours }]),
  );
  // The same thing told by several sources, or done again, is certified once: for the first time.
  const first = new Map<string, Earned>();
  for (const { item, done: on, hours } of done) {
    const about = known.get(item);
    if (!about || first.has(item)) continue;
    first.set(item, { subject: `item/${item}`, title: about.title, done: on, hours: hours ?? about.hours });
  }
  return [...met, ...[...first.values()].sort((a, b) => b.done - a.done)];
}

/** Gives out a certificate; asked again, the same one. @param at milliseconds since the epoch */
export async function issueCertificate(
  db: TrackingDb,
  person: number,
  { subject, title, done, hours }: Earned,
  provider: string,
  at: number,
): Promise<Certificate> {
  const row = { person_id: person, subject, done, title, hours, provider, issued: at };
  await db
    .insertInto('certificates')
    .values({ ...row, code: readableCode(codeLength) })
    .onConflict((conflict) => conflict.columns(['person_id', 'subject', 'done']).doNothing())
    .execute();
  const { code } = await db
    .selectFrom('certificates')
    .select('code')
    .where('person_id', '=', person)
    .where('subject', '=', subject)
    .where('done', '=', done)
    .executeTakeFirstOrThrow();
  const found = await certificateOf(db, code);
  if (!found) throw new Error('A certificate was given to nobody');
  return found;
}

/** The certificate with this code, however it is written; undefined when there is none, or its holder was erased. */
export async function certificateOf(db: TrackingDb, written: string): Promise<Certificate | undefined> {
  const code = written.toLowerCase().replace(/[^a-z0-9]/g, '');
  const row = await db
    .selectFrom('certificates as c')
    .innerJoin('people as p', 'p.id', 'c.person_id')
    .select(['c.code', 'c.subject', 'c.title', 'c.done', 'c.hours', 'c.provider', 'c.issued'])
    .select(['p.first_name', 'p.last_name'])
    .where('c.code', '=', code)
    .executeTakeFirst();
  if (!row) return undefined;
  const { first_name, last_name, issued, ...rest } = row;
  return { ...rest, issued: Number(issued), holder: `${first_name} ${last_name}`.trim() };
}

/** A code as it is printed: `abcd-efgh-ijkm`. */
export function shownCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}
