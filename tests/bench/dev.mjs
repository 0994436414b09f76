// `npm run bench -- dev`: wall time from a save to the new text in the page, in `cpm dev` and a real Chromium:
// the largest module, 20 saves of one of its lessons, with the learner on a page of that lesson. The median counts.
// Beside it, where the system tells them, the CPU milliseconds of a save by process: a shared machine's wall time is its neighbours' too.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { openYardstick } from './yardstick.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = 20;
const limit = 300;
const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-bench-dev-'));
const modules = path.join(scratch, 'modules');
cpSync(path.join(root, 'modules'), modules, { recursive: true });

const textOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|yaml)$/.test(entry.name))
    .reduce((bytes, entry) => bytes + statSync(path.join(entry.parentPath, entry.name)).size, 0);
const [module] = readdirSync(modules, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
  .map(({ name }) => name)
  .sort((a, b) => textOf(path.join(modules, b)) - textOf(path.join(modules, a)));

const child = spawn(
  process.execPath,
  [path.join(root, 'dist/bin/cpm.js'), 'dev', module, '--modules', modules, '--port', '0'],
  { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
);
const address = await new Promise((resolve, reject) => {
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
    const found = /Ready: (\S+)\n/.exec(printed)?.[1];
    if (found) resolve(found);
  });
  child.once('close', () => reject(new Error(`cpm dev ended:\n${printed}`)));
});
// Whatever goes wrong below, nothing is left running.
process.once('exit', () => {
  if (child.exitCode === null) child.kill('SIGINT');
  rmSync(scratch, { recursive: true, force: true });
});

process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
const { default: bundled } = await import('@sparticuz/chromium');
const browser = await chromium.launch({ executablePath: await bundled.executablePath(), args: ['--no-sandbox'] });
const page = await browser.newPage();
let seen = () => {};
await page.exposeFunction('cpmSeen', (text) => seen(text));
// In every frame: tells once a mark stands on a page that is shown.
await page.addInitScript(() => {
  const look = () => {
    const mark = /Mark \d+ of this bench/.exec(
      document.querySelector('[data-place]:not([hidden])')?.textContent ?? '',
    )?.[0];
    if (mark && mark !== window.cpmMark) {
      window.cpmMark = mark;
      window.cpmSeen(mark);
    }
  };
  // No look at each frame: that would cost as much as what is measured.
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
});
await page.goto(address);
const course = page.frameLocator('#stage iframe').frameLocator('iframe');
await course.locator('h1:visible').first().waitFor();

const lessons = path.join(modules, module, 'lessons');
// A lesson in the module's own language, whose translations need not follow a word within a paragraph.
const isSource = (name) => /^[^.]+\.md$/.test(name);
const file = path.join(lessons, readdirSync(lessons).filter(isSource).sort().at(-1));
const before = readFileSync(file, 'utf8');
const id = /^## .*?\{% #([a-z0-9-]+) %\}/m.exec(before)?.[1];
/** Saves the lesson with a mark on its first page, and waits until a browser shows it. */
async function save(n) {
  const mark = `Mark ${n} of this bench`;
  const shown = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${mark} was not shown within 20 s`)), 20_000);
    seen = (text) => {
      if (text !== mark) return;
      clearTimeout(timer);
      resolve(performance.now());
    };
  });
  const began = performance.now();
  writeFileSync(file, before.replace(/^(## .*\n\n)/m, `$1${mark}. `));
  return (await shown) - began;
}

// The learner goes to the page that is written, as an author would.
await course.locator(`a[href="#${id}"]`).first().dispatchEvent('click');
await course.locator(`[data-place="${id}"]:visible`).waitFor();
const times = [];
const yardstick = openYardstick();
await save(0);
const cpuBefore = cpuTimes();
for (let n = 1; n <= rounds; n++) {
  await new Promise((resolve) => setTimeout(resolve, 400));
  times.push(await save(n));
  if (n % 5 === 0) yardstick.look();
}
const cpu = Object.fromEntries(
  Object.entries(cpuTimes()).map(([name, ms]) => [name, Math.round((ms - (cpuBefore[name] ?? 0)) / rounds)]),
);
await browser.close();
child.removeAllListeners('close');
child.kill('SIGINT');

const sorted = times.sort((a, b) => a - b);
const value = Math.round((sorted[rounds / 2 - 1] + sorted[rounds / 2]) / 2);
const limits = [
  { what: `cpm dev, ${module}: a save is shown after ms (median of ${rounds})`, value, limit, holds: value <= limit },
];
console.table(limits);
console.log(JSON.stringify({ limits, times: sorted.map(Math.round), cpu, slowness: yardstick.slowness() }));
if (limits.some((l) => !l.holds)) process.exitCode = 1;

/** CPU milliseconds so far, of `cpm dev` and of each kind of process of the browser; none where the system has no /proc. */
function cpuTimes() {
  if (!existsSync('/proc/self/stat')) return {};
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, parent, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
        const kind = /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'browser';
        return [{ pid: Number(pid), parent: Number(parent), ms: (Number(rest[9]) + Number(rest[10])) * 10, kind }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  const below = (parent) => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const times = {};
  for (const { pid, kind, ms } of below(process.pid)) {
    const name = pid === child.pid ? 'cpm dev' : `Chromium ${kind}`;
    times[name] = (times[name] ?? 0) + ms;
  }
  return times;
}
