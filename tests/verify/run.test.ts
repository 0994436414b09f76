import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { cpm } from '../support/cpm.js';
import { goodPackage } from './good-packages.js';
import { rawZip } from './raw-zip.js';

const runShape = z.object({
  unit: z.string(),
  launched: z.string(),
  status: z.string(),
  callCount: z.number(),
  calls: z.array(z.object({ call: z.string(), answer: z.string(), error: z.string().nullable() })),
  holds: z.array(z.object({ label: z.string(), value: z.string() })),
  session: z.string(),
  statements: z.array(z.string()),
  firstPage: z.object({ requests: z.number(), bytes: z.number() }),
  faults: z.object({ breaches: z.number(), consoleErrors: z.number(), accessibility: z.number() }),
  findings: z.array(z.object({ rule: z.string(), severity: z.string(), message: z.string(), file: z.string() })),
});
const reportShape = z.object({
  packages: z.array(
    z.object({
      file: z.string(),
      fit: z.boolean(),
      counts: z.object({ errors: z.number() }),
      run: runShape.nullable(),
      runs: z.array(runShape),
      leftOut: z.array(z.object({ unit: z.string(), title: z.string(), reason: z.string() })),
      mostUnits: z.number(),
    }),
  ),
});

const course = 'practitioner-1.0.0-scorm12.zip';
const ours = ['scorm12', 'scorm2004-4', 'cmi5', 'xapi'].map((target) => `cpm-foundations-1.0.0-${target}.zip`);
const courses = [course, 'practitioner-1.0.0-scorm2004-4.zip', 'practitioner-1.0.0-cmi5.zip'];
const page = (script: string) =>
  `<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1>${script}</main></body></html>`;

type Report = z.infer<typeof reportShape>['packages'][number];
let folder = '';
/** What was said of each package, by its name. */
const reports = new Map<string, Report>();
/** A server of this machine that no course may reach, and how often one did. */
let asked = 0;
const bystander = createServer((_, response) => {
  asked += 1;
  response.end();
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cpm-verify-run-'));
  const targets = ['--target', 'scorm12', 'scorm2004-4', 'cmi5'];
  const built = await Promise.all([
    cpm(['build', 'cpm-foundations', '--target', 'scorm12', 'scorm2004-4', 'cmi5', 'xapi', '--out', folder]),
    cpm(['build', '--course', 'practitioner', ...targets, '--out', folder]),
  ]);
  expect(built.map(({ code }) => code)).toEqual([0, 0]);
  await new Promise<void>((resolve) => bystander.listen(0, '127.0.0.1', resolve));
  const others = await otherPackages();
  // Launches are mostly waiting: three commands at once, each with several packages.
  await Promise.all([verified(ours, 0), verified(courses, 0), verified(others, 1)]);
}, 240_000);
afterAll(async () => {
  bystander.close();
  await rm(folder, { recursive: true, force: true });
});

async function verified(names: readonly string[], exitCode: number): Promise<void> {
  const { code, out, err } = await cpm(['verify', '--run', '--format', 'json', ...names], folder);
  expect(err).toBe('');
  expect(code).toBe(exitCode);
  const { packages } = reportShape.parse(JSON.parse(out));
  expect(packages.map(({ file }) => file)).toEqual(names);
  for (const one of packages) reports.set(one.file, one);
}

function reportOf(name: string): Report {
  const report = reports.get(name);
  if (report === undefined) throw new Error(`no report on ${name}`);
  return report;
}

/** Of a package of one unit. */
function run(name: string) {
  const { run: first, runs, leftOut } = reportOf(name);
  expect(leftOut).toEqual([]);
  expect(runs).toEqual([first]);
  if (first === null) throw new Error('nothing was launched');
  return first;
}

/** Packages whose pages do what ours do not; their names. */
async function otherPackages(): Promise<string[]> {
  const address = bystander.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await withPage(
    'wrong.zip',
    `<!doctype html><html><head><title>x</title></head><body><img src="gone.png"><script>
      const api = parent.API;
      api.LMSInitialize('');
      api.LMSSetValue('cmi.core.lesson_status', 'done');
      api.LMSSetValue('cmi.core.lesson_status', 'completed');
      api.LMSSetValue('cmi.suspend_data', 'x'.repeat(5000));
      fetch('https://stats.example.org/hit?who=me').catch(() => undefined);
      undefinedFunction();
    </script></body></html>`,
  );
  await withPage('silent.zip', page(''));
  await withPage(
    'slashes.zip',
    page(`<script>
      const given = new URLSearchParams(location.search);
      fetch(given.get('endpoint') + '/about').then(({ status }) => console.error('about: ' + status));
    </script>`),
    'cmi5',
  );
  await withPage(
    'probe.zip',
    page(`<script>
      fetch('http://127.0.0.1:${port}/a', { mode: 'no-cors' }).catch(() => undefined);
      fetch('http://localhost:${port}/b', { mode: 'no-cors' }).catch(() => undefined);
      navigator.sendBeacon('http://127.0.0.1:${port}/c', 'x');
    </script>`),
  );
  await writeFile(path.join(folder, 'three.zip'), packageOfThree());
  return ['wrong.zip', 'silent.zip', 'slashes.zip', 'probe.zip', 'three.zip'];
}

/** A package with this page. */
async function withPage(name: string, html: string, target = 'scorm12'): Promise<void> {
  const entries = goodPackage(target).map((e) => (e.name === 'index.html' ? { ...e, content: Buffer.from(html) } : e));
  await writeFile(path.join(folder, name), rawZip(entries));
}

/** One unit that is well, one whose file is not there, one that makes a noise. */
function packageOfThree(): Uint8Array {
  const manifest = (text: string) =>
    text
      .replace(
        '</organization>',
        '<item identifier="gone" identifierref="r-gone"><title>Gone</title></item><item identifier="loud" identifierref="r-loud"><title>Loud</title></item></organization>',
      )
      .replace(
        '</resources>',
        '<resource identifier="r-gone" type="webcontent" adlcp:scormtype="sco" href="gone.html"><file href="gone.html"/></resource><resource identifier="r-loud" type="webcontent" adlcp:scormtype="sco" href="loud.html"><file href="loud.html"/></resource></resources>',
      );
  const entries = goodPackage('scorm12').map((e) =>
    e.name === 'imsmanifest.xml' ? { ...e, content: Buffer.from(manifest(String(e.content))) } : e,
  );
  const loud = page(`<script>
    parent.API.LMSInitialize(''); parent.API.LMSSetValue('cmi.core.lesson_status', 'done'); parent.API.LMSFinish('');
    console.error('loud');
  </script>`);
  return rawZip([...entries, { name: 'loud.html', content: Buffer.from(loud) }]);
}

describe('cpm verify --run', { timeout: 120_000 }, () => {
  it.each(ours)('launches our package %s and finds nothing', (name) => {
    const report = run(name);
    expect(report.findings).toEqual([]);
    expect(report.session).toBe('ended');
    expect(report.callCount).toBeGreaterThan(3);
    expect(report.holds.map((h) => h.value)).toContain('incomplete');
    expect(report.firstPage.requests).toBeGreaterThanOrEqual(3);
    expect(report.firstPage.bytes).toBeGreaterThan(30_000);
  });

  it('tells what another page does wrong: calls, console, files, hosts, accessibility', () => {
    const { findings, holds, session } = run('wrong.zip');
    const of = (rule: string) => findings.filter((f) => f.rule === rule).map((f) => `${f.severity} ${f.message}`);
    expect(of('run-breach')).toContainEqual(
      expect.stringMatching(/^error LMSSetValue\("cmi.core.lesson_status", "done"\)/),
    );
    expect(of('run-breach')).toContainEqual(expect.stringMatching(/LMSSetValue\("cmi.suspend_data"/));
    expect(of('run-outside')).toEqual([
      expect.stringContaining('asked stats.example.org for https://stats.example.org/hit, and'),
    ]);
    expect(of('run-script')).toContainEqual(expect.stringContaining('undefinedFunction is not defined'));
    expect(findings.find((f) => f.rule === 'run-missing')?.file).toBe('gone.png');
    expect(of('run-axe').join(' ')).toMatch(/html-has-lang.*image-alt|image-alt.*html-has-lang/);
    expect(of('run-open')).toHaveLength(1);
    expect(session).toBe('open');
    expect(holds).toContainEqual({ label: 'Status', value: expect.stringMatching(/completed|not attempted/) });
  });

  it.each([
    ['scorm12', 'item.cpm-behaviors', 'incomplete'],
    ['scorm2004-4', 'item.cpm-behaviors', 'incomplete, unknown'],
    ['cmi5', 'https://w3id.org/cpm-courseware/modules/cpm-behaviors', 'incomplete, unknown'],
  ])('launches each unit of our course for %s in turn, and tells of each', (target, second, status) => {
    const { runs, leftOut, run: first, fit, mostUnits } = reportOf(`practitioner-1.0.0-${target}.zip`);
    expect(fit).toBe(true);
    expect(leftOut).toEqual([]);
    expect(mostUnits).toBe(25);
    expect(runs.map(({ launched }) => launched)).toEqual([
      'CPM foundations',
      'CPM behaviors in practice',
      'Theoretical framework',
    ]);
    expect(runs[1]?.unit).toBe(second);
    expect(first).toEqual(runs[0]);
    for (const unit of runs) {
      expect(unit.findings).toEqual([]);
      expect(unit.faults).toEqual({ breaches: 0, consoleErrors: 0, accessibility: 0 });
      expect(unit.session).toBe('ended');
      expect(unit.status).toBe(status);
      expect(unit.callCount).toBeGreaterThan(3);
      expect(unit.firstPage.bytes).toBeGreaterThan(30_000);
    }
  });

  it('launches no more units than the bound says, and names what it left out', async () => {
    const { code, out } = await cpm(['verify', '--run', '--units', '1', course], folder);
    expect(code).toBe(0);
    expect(out).toContain('launched (1 of 3): CPM foundations\n');
    expect(out).toMatch(/\n {2}faults +0 breaches, 0 console errors, 0 accessibility faults\n/);
    expect(out).toMatch(/\n {2}gradebook +incomplete\n/);
    expect(out).toContain('not launched: Theoretical framework. The bound is 1; --units takes another one.\n');
    expect(out).toContain('1 of 3 units launched; the bound is 1.\n');
    const wrong = await cpm(['verify', '--run', '--units', '0', course], folder);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('"0" is no number of units.')]);
  });

  it('counts what a later unit does wrong, and goes on after a unit whose file is not there', () => {
    const { runs, leftOut, fit } = reportOf('three.zip');
    expect(fit).toBe(false);
    expect(leftOut).toEqual([{ unit: 'gone', title: 'Gone', reason: expect.stringContaining('as gone') }]);
    expect(runs.map(({ launched }) => launched).at(-1)).toBe('Loud');
    expect(runs).toHaveLength(2);
    expect(runs[0]?.faults).toMatchObject({ breaches: 0, consoleErrors: 0 });
    expect(runs[1]?.faults).toMatchObject({ breaches: 1, consoleErrors: 1 });
    expect(runs[1]?.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['run-breach', 'run-script']));
  });

  it('tells of a SCO that never speaks to its LMS', () => {
    expect(run('silent.zip').findings.map((f) => f.rule)).toEqual(['run-silent']);
  });

  it('gives a unit its record store, however it joins the endpoint to the resource', () => {
    expect(run('slashes.zip').findings.map((f) => f.message)).toContain("The browser's console says: about: 200");
  });

  it('reaches no other port of this machine', () => {
    expect(run('probe.zip').findings.map((f) => f.rule)).toContain('run-outside');
    expect(asked).toBe(0);
  });
});
