import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/commands/build.js';
import { check } from '../../src/commands/check.js';
import type { Io } from '../../src/commands/io.js';
import { exitCodes, StopError } from '../../src/commands/stop.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { projectRoot } from '../support/cpm.js';
import { slipsInLessons } from './slips/in-lessons.js';
import { slipsInModuleFile } from './slips/in-module-file.js';
import { slipsByType } from './slips/in-question-types.js';
import { slipsInQuestions } from './slips/in-questions.js';
import type { Change, Slip } from './slips/slip.js';

interface Said {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

const groups = {
  'module.yaml and the folder': slipsInModuleFile,
  Lessons: slipsInLessons,
  Questions: slipsInQuestions,
  'Types of questions': Object.values(slipsByType).flat(),
};
const told = new Map<Slip, Said>();

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'cpm-slips-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe.each(Object.entries(groups))('a slip in %s', (_, slips) => {
  it.each(slips.map((one) => [one.what, one] as const))('%s', async (_what, slip) => {
    const folder = await mkdtemp(path.join(scratch, 'slip-'));
    const modules = path.join(folder, 'modules');
    await cp(path.join(projectRoot, 'tests/fixtures/modules'), modules, { recursive: true });
    for (const change of slip.changes) await apply(path.join(modules, 'clear-words'), change);

    const ask = <Options>(
      command: (io: Io, ids: readonly string[], options: Options) => Promise<void>,
      options: Options,
    ) => run(folder, (io) => command(io, ['clear-words'], options));
    const checked = await ask(check, { modules, format: 'json' });
    expect(checked.code).toBe(exitCodes.content);
    const [module] = (JSON.parse(checked.out) as { modules: { diagnostics: Said[] }[] }).modules;
    const said = module?.diagnostics.find((one) => one.code === slip.code && one.severity === 'error');
    expect(said, `${checked.out}`).toBeDefined();
    if (said) told.set(slip, said);

    const out = path.join(folder, 'packages');
    const built = await ask(build, { modules, out, target: ['scorm12'], format: 'text' });
    expect(built.code).toBe(exitCodes.content);
    expect(built.err).toContain(slip.code);
    expect(await readdir(out).catch(() => [])).toEqual([]);

    // What is neither place nor frame: the message and what to do about it.
    const text = (await ask(check, { modules, format: 'text' })).err;
    for (const one of text.split(/\n(?=\S+:\d+:\d+ {2})/).filter((part) => /:\d+:\d+ {2}error/.test(part))) {
      const words = one
        .trim()
        .split('\n')
        .filter((line) => line !== '' && !/^\s*\d*\s*\| /.test(line));
      expect(words.length, one).toBeLessThanOrEqual(3);
    }
  });
});

it('are provoked in every type of question', () => {
  expect(Object.keys(slipsByType).sort()).toEqual(questionDefinitions.map(({ type }) => type).sort());
});

it('are sixty and more, each told in docs/slips.md as it is told on the terminal', async () => {
  const slips = Object.values(groups).flat();
  expect(slips.length).toBeGreaterThanOrEqual(60);
  expect(told.size).toBe(slips.length);
  await expect(page()).toMatchFileSnapshot(path.join(projectRoot, 'docs/slips.md'));
});

/** Runs a command as the program does, and returns what it said and its exit code. */
async function run(
  cwd: string,
  command: (io: Io) => Promise<void>,
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  let code = 0;
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    cwd,
    env: {},
    isTerminal: false,
    exitWith: (given) => {
      code = given;
    },
    untilStopped: () => Promise.resolve(),
  };
  await command(io).catch((error: unknown) => {
    if (!(error instanceof StopError)) throw error;
    err.push(error.message);
    code = error.exitCode;
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function apply(module: string, change: Change): Promise<void> {
  if ('write' in change) return writeFile(path.join(module, change.write), change.text);
  if ('remove' in change) return rm(path.join(module, change.remove));
  if ('move' in change) return rename(path.join(module, change.move), path.join(module, change.to));
  const file = path.join(module, change.in);
  const text = await readFile(file, 'utf8');
  if (!text.includes(change.from)) throw new Error(`${change.in} does not hold ${JSON.stringify(change.from)}`);
  return writeFile(
    file,
    text.replace(change.from, () => change.to),
  );
}

function page(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = (slips: readonly Slip[]) =>
    slips.map((slip) => {
      const said = told.get(slip);
      const at = said && `\`${said.file.replace(/^.*clear-words\//, '')}:${said.line}:${said.column}\``;
      return `| ${[slip.what, `${at}<br>\`${slip.code}\``, said?.message ?? '', said?.hint ?? ''].map(cell).join(' | ')} |`;
    });
  const tables = Object.entries(groups).map(([name, slips]) =>
    [`## ${name}`, '', '| Slip | Where | What is said | What to do |', '|---|---|---|---|', ...rows(slips)].join('\n'),
  );
  return [
    '# What authors are told',
    '',
    '> Made by `tests/works/slips.test.ts`, which provokes each slip in a good module. `cpm check` and `cpm build` refuse',
    '> every one of them, and nothing is written. On the terminal the line at fault stands under the message.',
    '',
    tables.join('\n\n'),
    '',
  ].join('\n');
}
