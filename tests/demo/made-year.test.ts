import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedDifficulty, itemParameters, oldest, probabilityRight } from '../../src/demo/item-parameters.js';
import { madePeople } from '../../src/demo/made-people.js';
import { versionOf, writeMadeYear } from '../../src/demo/made-year.js';
import { createAccounts } from '../../src/lrs/collector/accounts.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { Module } from '../../src/model/module.js';
import { checkModules } from '../../src/pipeline.js';
import { createFacts } from '../../src/tracking/facts/create-facts.js';
import { openTracking } from '../../src/tracking/open-tracking.js';
import { at, isObject, type JsonObject, listAt, numberAt, textAt } from '../../src/xapi/json.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';
import { profileTerms } from '../../src/xapi/vocabulary.js';
import { projectRoot } from '../support/cpm.js';

const iriBase = 'https://w3id.org/cpm-courseware/';
const terms = profileTerms(iriBase);
const now = Date.UTC(2026, 5, 30);
const seed = 11;
const counties = [
  { id: 'los-angeles', name: 'Los Angeles', aliases: [], served: [] },
  { id: 'fresno', name: 'Fresno', aliases: [], served: [] },
];
const count = 150;

/** The year that most tests look at. */
let made: readonly JsonObject[];

let folder: string;
let modules: readonly Module[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'made-year-'));
  const workshop = { root: projectRoot, cwd: projectRoot, modulesFolder: path.join(projectRoot, 'modules') };
  const checked = await checkModules(workshop, ['cpm-foundations', 'cpm-behaviors', 'theoretical-framework']);
  modules = checked.flatMap(({ module }) => (module ? [module] : []));
  made = await year('made.sqlite');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function year(name: string, seeded = seed, people = count): Promise<readonly JsonObject[]> {
  const store = await openStore(path.join(folder, name), () => now);
  const accounts = createAccounts({ roster: store, key: 'k'.repeat(40), now: () => now });
  const all = madePeople(seeded, people, counties, Math.floor(now / 86_400_000));
  const stored = await writeMadeYear(all, { store, accounts, iriBase, modules, seed: seeded, now }, () => undefined);
  const statements: JsonObject[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await store.find({ ascending: true, limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    for (const { json } of page.statements) {
      const one: unknown = JSON.parse(json);
      if (isObject(one)) statements.push(one);
    }
    cursor = page.statements.at(-1)?.cursor ?? cursor;
    if (page.next === null) break;
  }
  await store.close();
  expect(statements).toHaveLength(stored);
  return statements;
}

describe('a made year', () => {
  it('holds valid statements of the time up to now, in three versions of each module, and names nobody', () => {
    expect(made.length).toBeGreaterThan(count * 20);
    for (const one of made) expect(validateStatement(one, '1.0.3')).toEqual([]);
    const versions = new Map<string, Set<string>>();
    for (const one of made) {
      expect(Date.parse(textAt(one, 'timestamp') ?? '')).toBeLessThanOrEqual(now);
      const module = textAt(listAt(one, 'context', 'contextActivities', 'grouping')[0], 'id') ?? '';
      const version = textAt(one, 'context', 'extensions', terms.moduleVersion) ?? '';
      versions.set(module, (versions.get(module) ?? new Set()).add(version));
    }
    for (const { iri, version } of modules)
      expect([...(versions.get(iri) ?? [])].sort()).toEqual(
        [version, versionOf(version, 1), versionOf(version, 2)].sort(),
      );
    expect(JSON.stringify(made)).not.toMatch(/example\.org\/?"|learner\d{5}|@example/);
  });

  it('is the same for the same seed, and another for another', async () => {
    const one = await year('one.sqlite', seed, 12);
    const two = await year('two.sqlite', seed, 12);
    const other = await year('other.sqlite', seed + 1, 12);
    const ids = (statements: typeof one) => statements.map((statement) => textAt(statement, 'id'));
    expect(ids(one)).toEqual(ids(two));
    expect(ids(one)).not.toEqual(ids(other));
  });

  it('has people who completed, who are in the middle, who have not passed yet and who failed for good', async () => {
    const store = await openStore(path.join(folder, 'made.sqlite'), () => now);
    const tracking = await openTracking(path.join(folder, 'tracking.sqlite'), () => now);
    await createFacts({ store, tracking, iriBase, refresh: async () => undefined }).catchUp();
    const attempts = await tracking.db.selectFrom('attempts').selectAll().execute();
    await tracking.close();
    await store.close();
    const done = attempts.filter((one) => one.completed_at !== null && one.failed_at === null);
    const failed = attempts.filter((one) => one.failed_at !== null);
    const notYet = attempts.filter((one) => one.completed_at === null && one.tries > 0);
    const midway = attempts.filter((one) => one.completed_at === null && one.tries === 0);
    for (const some of [failed, notYet, midway]) expect(some.length).toBeGreaterThan(0);
    expect(done.length).toBeGreaterThan(attempts.length / 2);
    expect(attempts.some((one) => one.pre_test !== null)).toBe(true);
  });

  it('has items that are as difficult as was put in, within what chance allows', () => {
    let compared = 0;
    let squares = 0;
    for (const module of modules) {
      for (const [place, { id, iri }] of (module.assessment?.questions ?? []).entries()) {
        // Of the first try only: in later ones people know more.
        const scores = made
          .filter((one) => textAt(one, 'object', 'id') === iri)
          .filter((one) => numberAt(at(one, 'result', 'extensions'), terms.try) === 1)
          .filter((one) => textAt(one, 'context', 'extensions', terms.moduleVersion) === module.version)
          .map((one) => (numberAt(at(one, 'result', 'extensions'), terms.answerScore) === 1 ? 1 : 0) as number);
        if (scores.length < 20) continue;
        const expected = expectedDifficulty(itemParameters(seed, `${module.id}/${id}`, place, 0));
        const found = scores.reduce((sum, score) => sum + score, 0) / scores.length;
        squares += (found - expected) ** 2 / ((expected * (1 - expected)) / scores.length);
        compared++;
      }
    }
    // Squared deviations by their variance: about 1 each on average. The seed is fixed, so this never wavers.
    console.info(`${compared} items compared, seed ${seed}, mean squared deviation ${squares / compared}`);
    expect(compared).toBeGreaterThan(10);
    expect(squares / compared).toBeLessThan(2);
  });
});

describe('the parameters of a made item', () => {
  it('have the three faults in the oldest version only', () => {
    expect(itemParameters(seed, 'm/q', 0, oldest).a).toBeLessThan(0);
    expect(expectedDifficulty(itemParameters(seed, 'm/q', 1, oldest))).toBeGreaterThan(0.9);
    expect(expectedDifficulty(itemParameters(seed, 'm/q', 2, oldest))).toBeLessThan(0.3);
    for (const place of [0, 1, 2]) expect(itemParameters(seed, 'm/q', place, 1).a).toBeGreaterThan(0.5);
  });

  it('give half right answers at their difficulty, and an expected share that a sum by hand confirms', () => {
    expect(probabilityRight({ a: 1.3, b: 0.4 }, 0.4)).toBe(0.5);
    // Symmetric about 0, so exactly half.
    expect(expectedDifficulty({ a: 1.7, b: 0 })).toBeCloseTo(0.5, 9);
    expect(expectedDifficulty({ a: 0, b: 3 })).toBeCloseTo(0.5, 9);
  });
});
