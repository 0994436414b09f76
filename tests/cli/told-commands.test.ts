import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/io.js';
import { createProgram } from '../../src/commands/program.js';
import { wholeModule } from '../../src/definition/manual/whole-module.js';
import { authorsManual } from '../../src/definition/manual.js';
import { allReports } from '../../src/reports/reports.js';
import { rosterColumns } from '../../src/tracking/people/read-roster.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeEach(async () => {
  scratch = await scratchFolder('told-commands');
});
afterEach(() => scratch.done());

const quiet: Io = {
  out: () => {},
  err: () => {},
  cwd: '.',
  env: {},
  isTerminal: false,
  exitWith: () => {},
  untilStopped: () => Promise.resolve(),
};

/** Runs a command line as it is told to authors. */
async function typed(words: string): Promise<{ out: string; err: string; code: number }> {
  const out: string[] = [];
  const err: string[] = [];
  let code = 0;
  const program = createProgram({
    ...quiet,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    cwd: scratch.folder,
    exitWith: (given) => {
      code = given;
    },
  });
  await program.parseAsync(['node', ...words.split(' ')]).catch((error: unknown) => {
    err.push(String(error));
    code = 2;
  });
  return { out: out.join('\n'), err: err.join('\n'), code };
}

describe('a command that authors are told', () => {
  it('for a translation that is missing, is one that works as it stands', async () => {
    const modules = await copyOfModules(path.join(scratch.folder, 'modules'), 'cpm-foundations');
    await rm(path.join(modules, 'cpm-foundations/lessons/01-one-model.es.md'));
    const { err } = await typed(`cpm check cpm-foundations --modules ${modules}`);
    const told = /`(cpm translate export [^`]+)`/.exec(err)?.[1] ?? '';
    const done = await typed(`${told} --modules ${modules}`);
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toMatch(/^\d+ texts written to es\.csv/);
  });

  it('is there, when the manual shows it', () => {
    const program = createProgram(quiet);
    const verbs = [...authorsManual().matchAll(/`(?:npx )?cpm ([a-z]+)(?: (export|import|accept|document)\b)?/g)];
    expect(verbs.length).toBeGreaterThan(10);
    for (const [said, verb, inner] of verbs) {
      const found = program.commands.find((one) => one.name() === verb);
      expect(found?.name(), said).toBe(verb);
      if (inner)
        expect(
          found?.commands.map((one) => one.name()),
          said,
        ).toContain(inner);
    }
  });

  it('is there, when docs/people.md shows it, with every column of a file of accounts', async () => {
    const page = await readFile('docs/people.md', 'utf8');
    const program = createProgram(quiet);
    const told = [...page.matchAll(/npx cpm ([a-z]+)(?: ([a-z]+))?/g)];
    expect(told.length).toBeGreaterThan(8);
    for (const [said, verb, inner] of told) {
      const found = program.commands.find((one) => one.name() === verb);
      expect(found?.name(), said).toBe(verb);
      const names = found?.commands.map((one) => one.name()) ?? [];
      if (inner && names.length > 0) expect(names, said).toContain(inner);
    }
    for (const { name } of Object.values(rosterColumns)) expect(page).toContain(name);
    for (const { id } of allReports) expect(page).toContain(`/reports/${id}`);
  });

  it('after a wrong use, is the help of that very command', async () => {
    expect((await typed('cpm translate export clear-words')).err).toContain('Try: cpm translate export --help');
    expect((await typed('cpm roster import')).err).toContain('Try: cpm roster import --help');
    expect((await typed('cpm new')).err).toContain('Try: cpm new --help');
  });

  it('builds the whole module of the manual without a warning', async () => {
    const modules = await copyOfModules(path.join(scratch.folder, 'modules'));
    const media = { 'media/table.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>' };
    for (const [file, text] of Object.entries({ ...wholeModule, ...media })) {
      const at = path.join(modules, 'family-meetings', file);
      await mkdir(path.dirname(at), { recursive: true });
      await writeFile(at, text);
    }
    const checked = await typed(`cpm check family-meetings --modules ${modules}`);
    expect([checked.code, checked.err]).toEqual([0, '']);
    expect(checked.out).toContain('No faults in 1 module.');
  });
});
