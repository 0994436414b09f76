// Packs the packages of docs/verify-others.md from clones of their repositories and prints what `cpm verify` says.
//   node scripts/verify-others.mjs CLONES [--run]
// CLONES is a folder in which each repository lies as owner+name (a clone, or its git directory). Nothing is kept.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [clones, ...flags] = process.argv.slice(2);
if (clones === undefined) {
  console.error('Name the folder of clones: node scripts/verify-others.mjs CLONES [--run]');
  process.exit(2);
}
const table = readFileSync(path.join(root, 'docs/verify-others.md'), 'utf8');
// | 1 | `owner/name` `commit` `path` | ... : a path that ends in .zip or .xml is a file, any other a folder to be packed.
const rows = [...table.matchAll(/^\| (\d+) \| `([^`/]+)\/([^`]+)` `([0-9a-f]{7,40})` `([^`]+)` \|/gm)];
const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-others-'));
let missing = 0;
for (const [, number, owner, name, commit, place] of rows) {
  const clone = path.join(clones, `${owner}+${name}`);
  const directory = [path.join(clone, '.git'), path.join(clone, 'repo'), clone].find((d) =>
    existsSync(path.join(d, 'HEAD')),
  );
  if (directory === undefined) {
    console.log(`${number}. ${owner}/${name} is not in ${clones}`);
    missing += 1;
    continue;
  }
  const git = (...args) => execFileSync('git', [`--git-dir=${directory}`, ...args], { maxBuffer: 1e9 });
  const isFile = /\.(zip|xml|md)$/.test(place);
  const file = path.join(scratch, isFile ? path.basename(place) : `${place === '.' ? name : path.basename(place)}.zip`);
  writeFileSync(
    file,
    isFile
      ? git('show', `${commit}:${place}`)
      : git('archive', '--format=zip', place === '.' ? commit : `${commit}:${place}`),
  );
  const cpm = spawnSync(
    process.execPath,
    [path.join(root, 'dist/bin/cpm.js'), 'verify', '--format', 'json', ...flags, file],
    {
      maxBuffer: 1e9,
      encoding: 'utf8',
    },
  );
  const [said] = JSON.parse(cpm.stdout).packages;
  const rules = new Map();
  for (const { severity, rule } of [...said.findings, ...said.runs.flatMap((run) => run.findings)])
    rules.set(`${severity} ${rule}`, (rules.get(`${severity} ${rule}`) ?? 0) + 1);
  const found = [...rules].map(([what, n]) => (n > 1 ? `${what} (${n})` : what)).join(', ') || 'nothing';
  console.log(
    `${number}. ${owner}/${name} ${place}\n   ${said.kind?.title ?? 'no kind'}; ${said.fit ? 'fit' : 'at fault'}: ${found}`,
  );
}
rmSync(scratch, { recursive: true, force: true });
if (missing > 0 || rows.length === 0) process.exitCode = 1;
