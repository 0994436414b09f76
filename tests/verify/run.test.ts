import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
      fit: z.boolean(),
      counts: z.object({ errors: z.number() }),
      run: runShape.nullable(),
      runs: z.array(runShape),
      leftOut: z.array(z.object({ unit: z.string(), title: z.string(), reason: z.string() })),
      mostUnits: z.number(),
    }),
  ),
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cpm-verify-run-'));
  expect((await cpm(['build', 'cpm-foundations', '--out', folder])).code).toBe(0);
  expect((await cpm(['build', '--course', 'practitioner', '--out', folder])).code).toBe(0);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runAll(name: string, ...more: string[]) {
  const { code, out, err } = await cpm(['verify', '--run', '--format', 'json', ...more, name], folder);
  expect(err).toBe('');
  const [only] = reportShape.parse(JSON.parse(out)).packages;
  if (only === undefined) throw new Error('no package in the report');
  expect(code).toBe(only.fit ? 0 : 1);
  return only;
}

/** Of a package of one unit. */
async function run(name: string) {
  const { run: first, runs, leftOut } = await runAll(name);
  expect(leftOut).toEqual([]);
  expect(runs).toEqual([first]);
  if (first === null) throw new Error('nothing was launched');
  return first;
}

/** A package with this page. */
async function withPage(name: string, page: string, target = 'scorm12'): Promise<void> {
  const entries = goodPackage(target).map((e) => (e.name === 'index.html' ? { ...e, content: Buffer.from(page) } : e));
  await writeFile(path.join(folder, name), rawZip(entries));
}

describe('cpm verify --run', { timeout: 120_000 }, () => {
  it.each(['scorm12', 'scorm2004-4', 'cmi5', 'xapi'])(
    'launches our package for %s and finds nothing',
    async (target) => {
      const report = await run(`cpm-foundations-1.0.0-${target}.zip`);
      expect(report.findings).toEqual([]);
      expect(report.session).toBe('ended');
      expect(report.callCount).toBeGreaterThan(3);
      expect(report.holds.map((h) => h.value)).toContain('incomplete');
      expect(report.firstPage.requests).toBeGreaterThanOrEqual(3);
      expect(report.firstPage.bytes).toBeGreaterThan(30_000);
    },
  );

  it('tells what another page does wrong: calls, console, files, hosts, accessibility', async () => {
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
    const { findings, holds, session } = await run('wrong.zip');
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
  ])('launches each unit of our course for %s in turn, and tells of each', async (target, second, status) => {
    const { runs, leftOut, run: first, fit, mostUnits } = await runAll(`practitioner-1.0.0-${target}.zip`);
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
    const name = 'practitioner-1.0.0-scorm12.zip';
    const { code, out } = await cpm(['verify', '--run', '--units', '1', name], folder);
    expect(code).toBe(0);
    expect(out).toContain('launched (1 of 3): CPM foundations\n');
    expect(out).toMatch(/\n {2}faults +0 breaches, 0 console errors, 0 accessibility faults\n/);
    expect(out).toMatch(/\n {2}gradebook +incomplete\n/);
    expect(out).toContain('not launched: Theoretical framework. The bound is 1; --units takes another one.\n');
    expect(out).toContain('1 of 3 units launched; the bound is 1.\n');
    const wrong = await cpm(['verify', '--run', '--units', '0', name], folder);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('"0" is no number of units.')]);
  });

  it('counts what a later unit does wrong, and goes on after a unit whose file is not there', async () => {
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
    const loud = `<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1><script>
      parent.API.LMSInitialize(''); parent.API.LMSSetValue('cmi.core.lesson_status', 'done'); parent.API.LMSFinish('');
      console.error('loud');
    </script></main></body></html>`;
    const zip = rawZip([...entries, { name: 'loud.html', content: Buffer.from(loud) }]);
    await writeFile(path.join(folder, 'three.zip'), zip);
    const { runs, leftOut, fit } = await runAll('three.zip');
    expect(fit).toBe(false);
    expect(leftOut).toEqual([{ unit: 'gone', title: 'Gone', reason: expect.stringContaining('as gone') }]);
    expect(runs.map(({ launched }) => launched).at(-1)).toBe('Loud');
    expect(runs).toHaveLength(2);
    expect(runs[0]?.faults).toMatchObject({ breaches: 0, consoleErrors: 0 });
    expect(runs[1]?.faults).toMatchObject({ breaches: 1, consoleErrors: 1 });
    expect(runs[1]?.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['run-breach', 'run-script']));
  });

  it('tells of a SCO that never speaks to its LMS', async () => {
    await withPage(
      'silent.zip',
      '<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1></main></body></html>',
    );
    expect((await run('silent.zip')).findings.map((f) => f.rule)).toEqual(['run-silent']);
  });

  it('gives a unit its record store, however it joins the endpoint to the resource', async () => {
    await withPage(
      'slashes.zip',
      `<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1></main><script>
        const given = new URLSearchParams(location.search);
        fetch(given.get('endpoint') + '/about').then(({ status }) => console.error('about: ' + status));
      </script></body></html>`,
      'cmi5',
    );
    expect((await run('slashes.zip')).findings.map((f) => f.message)).toContain(
      "The browser's console says: about: 200",
    );
  });

  it('reaches no other port of this machine', async () => {
    const { createServer } = await import('node:http');
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await withPage(
      'probe.zip',
      `<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1></main><script>
        fetch('http://127.0.0.1:${port}/a', { mode: 'no-cors' }).catch(() => undefined);
        fetch('http://localhost:${port}/b', { mode: 'no-cors' }).catch(() => undefined);
        navigator.sendBeacon('http://127.0.0.1:${port}/c', 'x');
      </script></body></html>`,
    );
    const { findings } = await run('probe.zip');
    server.close();
    expect(asked).toBe(0);
    expect(findings.map((f) => f.rule)).toContain('run-outside');
  });
});
