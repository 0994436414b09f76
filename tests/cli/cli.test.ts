import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, cpmHere as cpm, cpm as cpmProcess, projectRoot } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeEach(async () => {
  scratch = await scratchFolder('cli');
});
afterEach(() => scratch.done());

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

it('has in its bundle whatever each of its verbs asks for', async () => {
  const folder = path.join(projectRoot, 'dist/bin');
  const late = (await readdir(folder)).filter((name) => name.endsWith('.js') && name !== 'cpm.js');
  expect(late.length).toBeGreaterThan(20);
  const asked = late.map((name) => `await import(${JSON.stringify(path.join(folder, name))});`).join('\n');
  const run = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', asked]);
  expect(run).toEqual({ stdout: '', stderr: '' });
});

describe('cpm build', () => {
  it('writes one zip a target and prints each with its size and SHA-256', async () => {
    const out = path.join(scratch.folder, 'out');
    const run = await cpmProcess(['build', 'cpm-foundations', '--out', out]);
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    const files = (await readdir(out)).sort();
    const six = ['cmi5', 'scorm12', 'scorm2004-3', 'scorm2004-4', 'web', 'xapi'];
    expect(files).toEqual(six.map((t) => `cpm-foundations-1.0.0-${t}.zip`));
    expect(run.out.trim().split('\n')).toHaveLength(8);
    expect(run.out).toMatch(/cpm-foundations-1\.0\.0-scorm12\.zip {2}\d+ kB {2}sha256 [0-9a-f]{64}/);
  });

  it('gives the same bytes twice, also from a checkout with CRLF', async () => {
    const shaOf = async (modules: string, out: string) => {
      const run = await cpmProcess([
        'build',
        'cpm-foundations',
        '--modules',
        modules,
        '--out',
        out,
        '--format',
        'json',
      ]);
      expect(run.err).toBe('');
      const { packages } = JSON.parse(run.out) as { packages: { target: string; sha256: string }[] };
      return packages.map((p) => `${p.target} ${p.sha256}`);
    };
    const modules = await copyOfModules(scratch.folder, 'cpm-foundations');
    const first = await shaOf(modules, path.join(scratch.folder, 'a'));
    for (const name of await readdir(modules, { recursive: true })) {
      if (!/\.(yaml|md|svg|vtt)$/.test(name)) continue;
      const file = path.join(modules, name);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'));
    }
    expect(await shaOf(modules, path.join(scratch.folder, 'b'))).toEqual(first);
  });

  it('writes nothing when one of the modules has a fault, and says so with exit code 1', async () => {
    const modules = await copyOfModules(scratch.folder, 'cpm-foundations', 'cpm-behaviors');
    await change(path.join(modules, 'cpm-behaviors/module.yaml'), 'passing-score: 80', 'passing-score: 120');
    const out = path.join(scratch.folder, 'out');
    const run = await cpm(['build', '--modules', modules, '--out', out]);
    expect(run.code).toBe(1);
    expect(run.err).toContain('passing-score: 120');
    expect(run.err).toContain('Nothing was written.');
    expect(existsSync(out)).toBe(false);
  });

  it('names an unknown module, what was probably meant, and ends with exit code 2', async () => {
    const run = await cpm(['build', 'cpm-foundation']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('There is no module "cpm-foundation". Did you mean "cpm-foundations"?');
  });

  it('names an unknown target and the known ones, and ends with exit code 2', async () => {
    const run = await cpm(['build', '--target', 'scorm21']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('There is no target "scorm21". Did you mean "scorm12"?');
    expect(run.err).toContain('known are scorm12, scorm2004-4, scorm2004-3, cmi5, xapi, web');
  });

  it('says that the output folder cannot be written, and ends with exit code 74', async () => {
    const out = path.join(scratch.folder, 'taken');
    await writeFile(out, 'a file in its place');
    const run = await cpm(['build', 'cpm-foundations', '--target', 'scorm12', '--out', out]);
    expect(run).toMatchObject({ code: 74, out: '' });
    expect(run.err).toContain('a file stands where a folder is needed');
    expect(run.err).toContain('--out');
    expect(await readFile(out, 'utf8')).toBe('a file in its place');
  });

  it('leaves packages that stood there as they were when a later one cannot take its place', async () => {
    const out = path.join(scratch.folder, 'out');
    await mkdir(path.join(out, 'cpm-foundations-1.0.0-xapi.zip'), { recursive: true });
    const run = await cpm(['build', 'cpm-foundations', '--out', out]);
    expect(run.code).toBe(74);
    expect(await readdir(out)).toEqual(['cpm-foundations-1.0.0-xapi.zip']);
  });
});

describe('cpm build --course', () => {
  it('packages a programme as a course, and none of its modules alone', async () => {
    const out = path.join(scratch.folder, 'out');
    const run = await cpm([
      'build',
      '--course',
      'leader',
      '--target',
      'cmi5,xapi',
      '--profile',
      'canvas',
      '--out',
      out,
    ]);
    expect(run.err).toContain('note: In Canvas, upload through SCORM in the course navigation');
    expect(run.code).toBe(0);
    expect(await readdir(out)).toEqual(['leader-1.0.0-cmi5-canvas.zip']);
    expect(run.out).toMatch(/^course leader 1\.0\.0\n {2}cmi5 /);
  });

  it('says why a target takes no courses, and ends with exit code 2', async () => {
    const run = await cpm(['build', '--course', 'leader', '--target', 'xapi']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('xAPI takes no courses. A tincan.xml launches one activity');
  });

  it('names an unknown programme and an unknown LMS profile, with what was meant', async () => {
    const course = await cpm(['build', '--course', 'leadr']);
    expect(course).toMatchObject({ code: 2, out: '' });
    expect(course.err).toContain('There is no programme "leadr". Did you mean "leader"?');
    const profile = await cpm(['build', '--profile', 'moodel']);
    expect(profile).toMatchObject({ code: 2, out: '' });
    expect(profile.err).toContain('There is no LMS profile "moodel". Did you mean "moodle"?');
  });
});

describe('cpm build --collector', () => {
  const url = 'https://training.example.org/collector';
  const build = (...args: string[]) => cpm(['build', 'cpm-foundations', '--out', scratch.folder, ...args]);

  it('names the packages that report, warns of the key in them, and never prints its secret', async () => {
    const run = await build('--target', 'scorm12', 'cmi5', '--collector', url, '--key', 'a1:hush-hush');
    expect(run.code).toBe(0);
    expect((await readdir(scratch.folder)).sort()).toEqual([
      'cpm-foundations-1.0.0-cmi5.zip',
      'cpm-foundations-1.0.0-scorm12-reporting.zip',
    ]);
    expect(run.err).toContain(`send statements to ${url}/ and hold the package key a1 readable`);
    expect(run.err).toContain('npx cpm credentials revoke a1');
    expect(run.out + run.err).not.toContain('hush-hush');
  });

  it('refuses an address that leaves no room for the key in SCORM 1.2, with the count', async () => {
    const long = `https://training.example.org/${'x'.repeat(240)}/`;
    const run = await build('--target', 'scorm12', '--collector', long, '--key', 'a1:hush-hush');
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/The launch data has 3\d\d characters; SCORM 1\.2 allows 255\./);
    expect(await readdir(scratch.folder)).toEqual([]);
  });

  it.each([
    [['--collector', url], '--collector needs --key'],
    [['--key', 'a1:hush-hush'], '--key has no use without --collector'],
    [['--collector', url, '--key', 'hush-hush'], 'is no package key'],
    [['--collector', 'ftp://example.org/', '--key', 'a1:hush-hush'], 'names no web address'],
    [['--collector', 'https://a:b@example.org/', '--key', 'a1:hush-hush'], 'holds a user or password'],
    [['--collector', `${url}?x=1`, '--key', 'a1:hush-hush'], 'has a query'],
  ])('refuses %j with exit code 2', async (args, message) => {
    const run = await build(...args);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(message);
    expect(run.err).not.toContain('hush-hush');
  });
});

describe('cpm check', () => {
  it('finds no fault in the training of this repository', async () => {
    const run = await cpm(['check']);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^No faults in 3 modules and 3 programmes\.$/m);
    expect(run.err).not.toContain('  error  ');
  });

  it('reports a module folder without module.yaml', async () => {
    const modules = await copyOfModules(scratch.folder, 'cpm-foundations');
    await rm(path.join(modules, 'cpm-foundations/module.yaml'));
    const run = await cpm(['check', '--modules', 'modules'], scratch.folder);
    expect(run.code).toBe(1);
    expect(run.err).toContain('modules/cpm-foundations/module.yaml:1:1');
  });

  it('gives programs the same faults as JSON', async () => {
    const modules = await copyOfModules(scratch.folder, 'cpm-foundations');
    await change(path.join(modules, 'cpm-foundations/module.yaml'), 'language:', 'langauge:');
    const run = await cpm(['check', '--modules', modules, '--format', 'json'], scratch.folder);
    expect(run.code).toBe(1);
    const report = JSON.parse(run.out) as {
      modules: { module: string; diagnostics: { file: string; line: number; message: string }[] }[];
    };
    expect(report.modules[0]?.module).toBe('cpm-foundations');
    expect(report.modules[0]?.diagnostics[0]).toMatchObject({
      file: 'modules/cpm-foundations/module.yaml',
      severity: 'error',
    });
  });
});

describe('cpm', () => {
  it('is what the README types: npx cpm', () => {
    const text = execFileSync('npx', ['cpm', 'targets'], {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(text).toContain('scorm12');
  });

  it.each(['check', 'build', 'targets', 'start', 'manual'])('explains %s with --help', async (verb) => {
    const run = await cpm([verb, '--help']);
    expect(run.code).toBe(0);
    expect(run.out).toContain(`Usage: cpm ${verb}`);
  });

  it('lists targets for people and for programs', async () => {
    const text = await cpm(['targets']);
    expect(text.out).toContain('scorm2004-4');
    const json = JSON.parse((await cpm(['targets', '--format', 'json'])).out) as { targets: { id: string }[] };
    expect(json.targets.map((t) => t.id)).toEqual(['scorm12', 'scorm2004-4', 'scorm2004-3', 'cmi5', 'xapi', 'web']);
    expect(text.out.indexOf('SCORM 1.2')).toBeLessThan(text.out.indexOf('cmi5'));
  });

  it.each([[['buidl']], [['build', '--outt', 'x']], [['check', '--format', 'xml']], [['start', '--port', 'many']]])(
    'refuses wrong use with exit code 2: %j',
    async (args) => {
      const run = await cpm(args);
      expect(run).toMatchObject({ code: 2, out: '' });
      expect(run.err).not.toBe('');
      expect(run.err).not.toMatch(/\n\s+at /);
    },
  );
});
