import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { begin } from '../../src/commands/new.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, cpmHere as cpm } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
beforeEach(async () => {
  scratch = await scratchFolder('new');
  modules = await copyOfModules(scratch.folder);
});
afterEach(() => scratch.done());

const said = ['--title', 'Plain letters: a start', '--audience', 'social workers', 'supervisors'];

describe('cpm new', () => {
  it('begins a module that builds for every target as it is, and lists where words are missing', async () => {
    const objective = 'Put a letter -- any letter -- into "plain" words: yours';
    const begun = await cpm(['new', 'plain-letters', '--modules', modules, ...said, '--objective', objective]);
    expect(begun.err).toBe('');
    expect(begun.code).toBe(0);
    const check = await cpm(['check', 'plain-letters', '--modules', modules, '--format', 'json']);
    const [{ diagnostics }] = (JSON.parse(check.out) as { modules: [{ diagnostics: { code: string }[] }] }).modules;
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['quality/placeholder']));
    expect(begun.out).toContain(`lists those places (${diagnostics.length})`);
    const out = path.join(scratch.folder, 'out');
    const built = await cpm(['build', 'plain-letters', '--modules', modules, '--out', out]);
    expect(built.code).toBe(0);
    expect((await readdir(out)).length).toBeGreaterThanOrEqual(4);
    const text = await readFile(path.join(modules, 'plain-letters/module.yaml'), 'utf8');
    expect(text).toContain('title: "Plain letters: a start"');
    expect(text).toContain('version: "0.1.0"');
  });

  it('asks a person for what no flag says', async () => {
    const answers = ['', 'Clear words', 'social workers, leaders', 'Say who meets', 'Say when', ''];
    const asked: string[] = [];
    const printed: string[] = [];
    await begin(
      {
        out: (line) => printed.push(line),
        err: (line) => printed.push(line),
        cwd: scratch.folder,
        env: {},
        isTerminal: true,
        exitWith: (code) => printed.push(`exit ${code}`),
        untilStopped: () => Promise.resolve(),
        async ask(question) {
          asked.push(question);
          return answers[asked.length - 1] ?? '';
        },
      },
      'clear-words',
      { modules },
    );
    expect(printed.join('\n')).toContain('modules/clear-words is begun: 6 files, which build as they are.');
    // An empty title is asked for once more.
    expect(asked.map((one) => one.trim())).toEqual([
      ...Array(2).fill('Title, as learners read it:'),
      'For whom (commas between):',
      ...['1.', '2.', '3.'],
    ]);
    const module = await readFile(path.join(modules, 'clear-words/module.yaml'), 'utf8');
    expect(module).toContain('title: Clear words\n');
    expect(module).toContain('  - social workers\n  - leaders\n');
    expect(module).toContain('text: Say when\n');
    expect(module).toContain('objective 3]');
  });

  it.each([
    [
      'an id that is none',
      ['Plain Letters', ...said],
      '"Plain Letters" is no module id.\nhint: write lower-case letters, digits and single hyphens, at most 60, for example plain-letters.',
    ],
    ['no title where nobody can be asked', ['plain-letters'], 'A new module needs a title and an audience.'],
    [
      'an edition that is not there',
      ['plain-letters', ...said, '--edition', '1999'],
      'There is no edition "1999" of the practice model.\nhint: known are 2016, 2024.',
    ],
    [
      'six objectives',
      ['plain-letters', ...said, '--objective', 'a', 'b', 'c', 'd', 'e', 'f'],
      'A module has at most 5 objectives; 6 were given.',
    ],
  ])('refuses %s and writes nothing', async (_, args, message) => {
    const run = await cpm(['new', ...args, '--modules', modules]);
    expect(run.code).toBe(2);
    expect(run.err).toContain(message);
    expect((await readdir(modules)).sort()).toEqual(['_practice-model', 'curriculum.yaml']);
  });

  it('never touches a module that is there', async () => {
    expect((await cpm(['new', 'clear-words', '--modules', modules, ...said])).code).toBe(0);
    const file = path.join(modules, 'clear-words/module.yaml');
    const before = await readFile(file, 'utf8');
    const again = await cpm(['new', 'clear-words', '--modules', modules, '--title', 'Other', '--audience', 'x']);
    expect(again.code).toBe(2);
    expect(again.err).toContain('choose another id; nothing was written.');
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});
