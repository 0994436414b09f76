// `npm run bench -- check`: CPU seconds of `cpm check` on 100 modules of 6 lessons, made from the real ones in a folder of its own:
// from nothing, when one file has changed, and when none has. Medians of 5 whole processes, held against at the usual speed (`yardstick.mjs`).
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { heldAgainst, openYardstick } from './yardstick.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = path.join(root, 'dist/bin/cpm.js');
const rounds = 5;
const yardstick = openYardstick();
const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-bench-check-'));
const modules = path.join(scratch, 'modules');
const count = 100;

mkdirSync(modules);
for (const name of readdirSync(path.join(root, 'modules'))) {
  if (name.startsWith('_')) cpSync(path.join(root, 'modules', name), path.join(modules, name), { recursive: true });
}
const curriculum = readFileSync(path.join(root, 'modules/curriculum.yaml'), 'utf8');
writeFileSync(path.join(modules, 'curriculum.yaml'), curriculum.replace(/^programmes:[\s\S]*/m, ''));
const models = readdirSync(path.join(root, 'modules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
  .map(({ name }) => path.join(root, 'modules', name))
  .filter((folder) => readdirSync(path.join(folder, 'lessons')).length === 6);
for (let n = 0; n < count; n++) {
  cpSync(models[n % models.length], path.join(modules, `module-${n + 1}`), { recursive: true });
}

/** CPU seconds of one whole process. */
function check(...args) {
  yardstick.look();
  const report = path.join(scratch, 'rusage.json');
  execFileSync(
    process.execPath,
    ['--require', path.join(root, 'tests/bench/rusage.cjs'), bin, 'check', '--modules', modules, ...args],
    { cwd: root, env: { ...process.env, CPM_RUSAGE: report }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return JSON.parse(readFileSync(report, 'utf8')).cpu;
}

const median = (run) =>
  Array.from({ length: rounds }, (_, round) => run(round)).sort((a, b) => a - b)[Math.floor(rounds / 2)];

const fromNothing = median(() => check('--fresh'));
check();
const unchanged = median(() => check());
const lesson = (n) =>
  path.join(modules, `module-${n + 1}`, 'lessons', readdirSync(path.join(modules, `module-${n + 1}`, 'lessons'))[0]);
const changed = median((round) => {
  appendFileSync(lesson(round), `\nOne more sentence, number ${round}.\n`);
  return check();
});
rmSync(scratch, { recursive: true, force: true });

const slowness = yardstick.slowness();
const limits = heldAgainst(
  [
    [`cpm check, ${count} modules of 6 lessons, from nothing, CPU s`, fromNothing, 8],
    ['the same when one file has changed, CPU s', changed, 1],
    ['the same when nothing has changed, CPU s', unchanged, 1],
  ],
  slowness,
);
console.table(limits);
console.log(JSON.stringify({ limits, slowness }));
if (limits.some((l) => !l.holds)) process.exitCode = 1;
