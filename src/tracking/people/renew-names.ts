import type { TrackingDb } from '../open-tracking.js';

/** Rows at a time. */
const page = 1000;

/**
 * Makes `person_names` what the people there are may be called: by UserID, by e-mail, by the LMS's own id. A UserID is
 * one person's alone and goes first; another name that two people have is nobody's.
 * @returns how many names are nobody's for that reason
 */
export async function renewNames(trx: TrackingDb): Promise<number> {
  const names = await namesOfAll(trx);
  let shared = 0;
  const wanted = new Map<string, number>();
  for (const [name, person] of names) {
    if (person === null) shared += 1;
    else wanted.set(name, person);
  }
  const wrong: string[] = [];
  for (const { name, person_id } of await trx.selectFrom('person_names').selectAll().execute()) {
    if (wanted.get(name) === person_id) wanted.delete(name);
    else wrong.push(name);
  }
  for (let n = 0; n < wrong.length; n += page)
    await trx
      .deleteFrom('person_names')
      .where('name', 'in', wrong.slice(n, n + page))
      .execute();
  const missing = [...wanted].map(([name, person_id]) => ({ name, person_id }));
  for (let n = 0; n < missing.length; n += page)
    await trx
      .insertInto('person_names')
      .values(missing.slice(n, n + page))
      .execute();
  return shared;
}

async function namesOfAll(trx: TrackingDb): Promise<ReadonlyMap<string, number | null>> {
  const people = await trx.selectFrom('people').select(['id', 'user_key', 'email', 'lms_id']).execute();
  const ids = new Map<string, number | null>(people.map(({ user_key, id }) => [user_key, id]));
  const others = new Map<string, number | null>();
  for (const { id, email, lms_id } of people) {
    for (const name of [email.toLowerCase(), lms_id.toLowerCase()]) {
      if (name === '' || ids.has(name)) continue;
      const before = others.get(name);
      others.set(name, before === undefined || before === id ? id : null);
    }
  }
  return new Map([...ids, ...others]);
}
