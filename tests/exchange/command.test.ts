import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, cpmHere as cpm } from '../support/cpm.js';
import { wordFile } from './word-file.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
beforeEach(async () => {
  scratch = await scratchFolder('import');
  modules = await copyOfModules(scratch.folder, 'cpm-behaviors');
});
afterEach(() => scratch.done());

async function bring(what: string, name: string, content: string | Uint8Array, ...args: readonly string[]) {
  const file = path.join(scratch.folder, name);
  await writeFile(file, content);
  return cpm(['import', what, file, '--module', 'cpm-behaviors', '--modules', modules, ...args], scratch.folder);
}
const questions = () => path.join(modules, 'cpm-behaviors/questions');
const gift = '::First:: Which? {=a#Yes. ~b}\n\n::Second:: Which two? {~%50%a ~%50%b ~%-50%c}\n';

describe('cpm import questions', () => {
  it('writes a file of questions in which cpm check finds only what is to be chosen and placed', async () => {
    const run = await bring('questions', 'Old bank.gift', gift, '--use', 'assessment');
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    expect(run.out).toContain('modules/cpm-behaviors/questions/old-bank.yaml written: 2 questions from GIFT.');
    const yaml = await readFile(path.join(questions(), 'old-bank.yaml'), 'utf8');
    expect(yaml).toContain('# From Old bank.gift (GIFT): 2 of 2 questions.');
    expect(yaml).toContain('# Objectives of this module: clear-words,');
    expect(yaml).toContain('  # Old bank.gift:1\n  - id: q-first\n');
    const check = await cpm(['check', 'cpm-behaviors', '--modules', modules, '--format', 'json']);
    const [{ diagnostics }] = (
      JSON.parse(check.out) as { modules: [{ diagnostics: { file: string; code: string; severity: string }[] }] }
    ).modules;
    const found = diagnostics.filter(({ file, severity }) => file.includes('old-bank') && severity === 'error');
    expect(found.map(({ code }) => code)).toEqual(Array(2).fill(['reference/objective', 'reference/page']).flat());
  });

  it('takes an objective of the module for all, and only one that there is', async () => {
    const out = path.join(scratch.folder, 'out.yaml');
    const run = await bring('questions', 'a.gift', gift, '--objective', 'clear-words', '--out', out);
    expect(run.code).toBe(0);
    expect(run.out).toContain('{% check "k-first" /%}');
    expect(await readFile(out, 'utf8')).toContain('objective: clear-words');
    const wrong = await bring('questions', 'a.gift', gift, '--objective', 'clear-word');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('There is no objective "clear-word". Did you mean "clear-words"?');
    const module = await cpm(['import', 'questions', 'a.gift', '--module', 'cpm-behavior', '--modules', modules]);
    expect(module.code).toBe(2);
    expect(module.err).toContain('Did you mean "cpm-behaviors"?');
  });

  it('ends with 1 when a question was not taken, and writes the others', async () => {
    const run = await bring('questions', 'a.gift', `${gift}\n::Pairs:: Too few {=a -> b =c -> d}\n`);
    expect(run.code).toBe(1);
    expect(run.err).toContain('a.gift:5  error  import/not-taken\n  "Pairs" is not taken.');
    expect(run.out).toContain('2 questions from GIFT; 1 not taken, told above.');
  });

  it('writes nothing when nothing can be taken, or when a file is there', async () => {
    const before = await readdir(questions());
    const none = await bring('questions', 'a.gift', '::Pairs:: Too few {=a -> b =c -> d}');
    expect(none.code).toBe(1);
    expect(none.err).toContain('No question of a.gift (GIFT) could be taken, so nothing was written.');
    const old = await bring('questions', 'q.xml', '<questestinterop/>');
    expect(old.code).toBe(1);
    expect(old.err).toContain('q.xml is QTI 1.2');
    expect(old.err).toContain('Nothing was written.');
    const checks = await readFile(path.join(questions(), 'checks.yaml'), 'utf8');
    const taken = await bring('questions', 'checks.gift', gift);
    expect(taken.code).toBe(2);
    expect(taken.err).toContain(
      'questions/checks.yaml already.\nhint: name another file with --out. Nothing was written.',
    );
    expect(await readFile(path.join(questions(), 'checks.yaml'), 'utf8')).toBe(checks);
    expect(await readdir(questions())).toEqual(before);
    expect(
      (await cpm(['import', 'questions', 'none.gift', '--module', 'cpm-behaviors', '--modules', modules])).code,
    ).toBe(74);
  });
});

describe('cpm import document', () => {
  it('adds lessons behind those of the module, in which cpm check finds no fault of their form', async () => {
    const run = await bring('document', 'guide.docx', await wordFile());
    expect(run.code).toBe(1);
    expect(run.err).toContain('An equation (a+b) is not brought in.');
    expect(run.out).toContain('3 lessons with 4 pages and 2 pictures brought in from guide.docx.');
    expect(existsSync(path.join(modules, 'cpm-behaviors/lessons/08-before-you-go.md'))).toBe(true);
    expect(existsSync(path.join(modules, 'cpm-behaviors/media/guide-1.png'))).toBe(true);
    const check = await cpm(['check', 'cpm-behaviors', '--modules', modules, '--format', 'json']);
    const [{ diagnostics }] = (
      JSON.parse(check.out) as { modules: [{ diagnostics: { code: string; severity: string }[] }] }
    ).modules;
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(errors.filter((code) => code !== 'module/minutes')).toEqual([]);
  });

  it('writes nothing of a file that is refused', async () => {
    const run = await bring('document', 'guide.docx', 'no zip');
    expect(run.code).toBe(1);
    expect(run.err).toContain('guide.docx is no Word file.');
    expect((await readdir(path.join(modules, 'cpm-behaviors/lessons'))).length).toBe(6);
  });
});
