import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/cpm.js';

/**
 * The promises of this project to learners and LMSs, by the ids that its tests are named by: P and A what a strict cmi5
 * LMS refuses, U unload, C commit and network, W windows, S sizes, I interactions, K packages, M and L what Moodle and
 * Chamilo do. What each says stands in the name of its test.
 */
const promises = {
  P: 7,
  A: 14,
  U: 8,
  C: 13,
  W: 6,
  S: 7,
  I: 2,
  K: 10,
  // M23 says which packages Moodle refuses by itself: nothing that a package could keep or break.
  M: 22,
  L: 4,
} as const;

/** Names of all tests, and the ids of rules that tests are made of by a table. */
function names(): string {
  const folder = path.join(projectRoot, 'tests');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files
    .flatMap((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const titles = [...text.matchAll(/(?:\bit|\bdescribe|\]\)|\))\(\s*(['"`])(.*?)\1,/g)].map(
        ([, , title = '']) => title,
      );
      const rules = [...text.matchAll(/\brule: '([AP]\d+)'/g)].map(([, rule = '']) => rule);
      return [...titles, ...rules];
    })
    .join('\n');
}

/** The ids that a text names: `A4-A13` names all ten. */
function idsIn(text: string): ReadonlySet<string> {
  const single = [...text.matchAll(/\b[PAUCWSIKML]\d{1,2}\b/g)].map(([id]) => id);
  const ranges = [...text.matchAll(/\b([A-Z])(\d+)-\1(\d+)\b/g)].flatMap(([, letter = '', from = '', to = '']) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter}${Number(from) + i}`),
  );
  return new Set([...single, ...ranges]);
}

describe('the checklist of the standards', () => {
  it('has a test for every promise, which bears its id', () => {
    const found = idsIn(names());
    const wanted = Object.entries(promises).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
    );
    expect(wanted.filter((id) => !found.has(id))).toEqual([]);
  });

  it('would notice one without', () => {
    expect(idsIn('goes on after a reload (U3), by the rules (A4-A6)')).toEqual(new Set(['U3', 'A4', 'A6', 'A5']));
  });
});
