// `npm run bench` or `npm run bench -- build`: CPU seconds and peak memory of builds, sizes of packages and of the first page.
// Every time is a median of 5 whole processes, CPU seconds, printed beside `node -e 0`, and held against at the usual speed (`yardstick.mjs`).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstPage } from './first-page.mjs';
import { heldAgainst, openYardstick } from './yardstick.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = path.join(root, 'dist/bin/cpm.js');
const rounds = 5;
const yardstick = openYardstick();
const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-bench-'));

function measure(args) {
  const runs = Array.from({ length: rounds }, () => {
    const report = path.join(scratch, 'rusage.json');
    yardstick.look();
    execFileSync(process.execPath, ['--require', path.join(root, 'tests/bench/rusage.cjs'), ...args], {
      cwd: root,
      env: { ...process.env, CPM_RUSAGE: report },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(report, 'utf8'));
  });
  const median = (key) => runs.map((r) => r[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)];
  return { cpu: median('cpu'), megabytes: median('megabytes') };
}

const out = path.join(scratch, 'packages');
const build = (...args) => measure([bin, 'build', ...args, '--out', out]);
const targets = JSON.parse(
  execFileSync(process.execPath, [bin, 'targets', '--format', 'json'], { cwd: root }),
).targets.map((t) => t.id);
const modules = readdirSync(path.join(root, 'modules'), { withFileTypes: true })
  .filter((e) => e.isDirectory() && !/^[._]/.test(e.name))
  .map((e) => e.name);

const times = [{ what: 'node -e 0', ...measure(['-e', '0']) }];
for (const module of modules) {
  for (const target of targets) times.push({ what: `build ${module} ${target}`, ...build(module, '--target', target) });
}
const first = times.find((t) => t.what === `build ${modules[0]} ${targets[0]}`);
const everything = build(...modules);
times.push({ what: `build all (${modules.length} modules, ${targets.length} targets)`, ...everything });
const packages = modules.length * targets.length;
const further = (everything.cpu - first.cpu) / (packages - 1);

const sizes = await firstPage(out, 3);
rmSync(scratch, { recursive: true, force: true });

const slowness = yardstick.slowness();
const limits = heldAgainst(
  [
    ['a cold build of one package, CPU s', Math.max(...times.slice(1, -1).map((t) => t.cpu)), 1.2],
    ['a cold build of one package, peak MB', Math.max(...times.slice(1, -1).map((t) => t.megabytes)), 150],
    ['every further package, CPU s', further, 0.08],
    ['first page, kB gzip', Math.max(...sizes.map((s) => s.firstPageBytes)) / 1000, 30],
    ['first page, requests', Math.max(...sizes.map((s) => s.requests)), 5],
    ['package without media, kB', Math.max(...sizes.map((s) => s.packageBytesWithoutMedia)) / 1000, 80],
  ],
  slowness,
);

const round = (rows, keys) =>
  rows.map((r) => ({ ...r, ...Object.fromEntries(keys.map((k) => [k, Number(r[k].toFixed(3))])) }));
console.table(round(times, ['cpu', 'megabytes']));
console.table(sizes);
console.table(limits);
console.log(JSON.stringify({ times, sizes, limits, slowness }));
if (limits.some((l) => !l.holds)) process.exitCode = 1;
