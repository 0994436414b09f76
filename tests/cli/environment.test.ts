import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/browser.js';
import { cpm, projectRoot, smallModules } from '../support/cpm.js';
import { startCpm } from '../support/running-cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
beforeEach(async () => {
  scratch = await scratchFolder('environment');
  modules = await smallModules(scratch.folder);
});
afterEach(() => scratch.done());

const start = (data: string, ...more: readonly string[]) =>
  cpm(['start', '--port', '0', '--modules', modules, '--data', data, ...more]);
/** A second module beside the small one, the same but for its name. */
const another = () => cp(path.join(modules, 'clear-words'), path.join(modules, 'another'), { recursive: true });
const noStack = /\n\s+at /;

describe('cpm start where it cannot', () => {
  it('says which port is in use, and what to write instead', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const run = await start(path.join(scratch.folder, 'data'), '--port', String(port));
    taken.close();
    expect(run.code).toBe(74);
    expect(run.err).toContain(`Port ${port} is in use by another program.\nhint: `);
    expect(run.err).not.toMatch(noStack);
  });

  it.each(['', '80a', '1e3', '65535', '-1'])('takes %j for no port', async (text) => {
    const run = await cpm(['start', `--port=${text}`]);
    expect(run.code).toBe(2);
    expect(run.err).toContain(`"${text}" is no port.`);
  });

  it('says that a file stands where the data folder should be', async () => {
    const data = path.join(scratch.folder, 'taken');
    await writeFile(data, 'a file');
    const run = await start(data);
    expect(run.code).toBe(74);
    expect(run.err).toMatch(/taken: a file stands where a folder is needed\.\nhint: name another folder with --data\./);
    expect(run.err).not.toMatch(noStack);
    expect(await readFile(data, 'utf8')).toBe('a file');
  });

  it('says that the database is none, and leaves it as it is', async () => {
    const data = path.join(scratch.folder, 'data');
    await mkdir(data);
    await writeFile(path.join(data, 'records.sqlite'), 'no database at all, '.repeat(100));
    const run = await start(data);
    expect(run.code).toBe(74);
    expect(run.err).toContain('a file in it is no database, or a damaged one');
    expect(run.err).not.toMatch(noStack);
    expect(await readFile(path.join(data, 'records.sqlite'), 'utf8')).toContain('no database at all');
  });

  it('says that a folder stands where the database should be', async () => {
    const data = path.join(scratch.folder, 'data');
    await mkdir(path.join(data, 'records.sqlite'), { recursive: true });
    const run = await start(data);
    expect(run.code).toBe(74);
    expect(run.err).toContain('the database in it cannot be opened');
    expect(run.err).not.toMatch(noStack);
  });

  it('says that the learner’s file is damaged, and how to go on', async () => {
    const file = path.join(scratch.folder, 'data/stand-in-lms/learner.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '');
    const run = await start(path.join(scratch.folder, 'data'));
    expect(run.code).toBe(74);
    expect(run.err).toContain('learner.json names no learner');
    expect(run.err).toMatch(/hint: bring .*learner\.json back from a copy/);
    expect(await readFile(file, 'utf8')).toBe('');
  });
});

describe('cpm start with a fault in the content', () => {
  it('serves the good modules and shows the faulty one, with exit code 0 at Ctrl+C', async () => {
    await another();
    await appendFile(path.join(modules, 'another/module.yaml'), '\nno-such-key: 1\n');
    const run = await startCpm(path.join(scratch.folder, 'data'), '--modules', modules);
    const page = await (await fetch(run.origin)).text();
    expect(page).toContain('/play/clear-words/scorm12');
    expect(page).not.toContain('/play/another/');
    expect(page).toContain('no-such-key');
    expect(await run.stop()).toBe(0);
    expect(run.printed()).not.toMatch(noStack);
  });

  it('says with every module what keeps them all from being built', async () => {
    await another();
    await appendFile(path.join(modules, '_practice-model/2016.yaml'), '\nno-such-key: 1\n');
    const run = await startCpm(path.join(scratch.folder, 'data'), '--modules', modules);
    const page = await (await fetch(run.origin)).text();
    await run.stop();
    expect(run.printed()).not.toContain(': 0 faults');
    expect(run.printed()).toContain('clear-words: held up by the faults above, not built');
    expect(page.match(/1 fault, not built/g)).toHaveLength(2);
    expect(page).not.toContain('/play/');
  });
});

it('finishes the answers under way at Ctrl+C, also when npm passes the signal on a second time', async () => {
  const run = await startCpm(path.join(scratch.folder, 'data'), '--modules', modules);
  const body = JSON.stringify({ actor: { mbox: 'mailto:a@b.example' }, verb: { id: 'a:b' }, object: { id: 'a:b' } });
  const headers = {
    Authorization: `Basic ${Buffer.from(`${run.key}:${run.secret}`).toString('base64')}`,
    'X-Experience-API-Version': '1.0.3',
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
  };
  const sent = request(`${run.origin}/xapi/statements`, { method: 'POST', headers });
  const answered = new Promise<unknown>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => resolve(response.resume().statusCode));
  });
  await new Promise((resolve) => sent.write(body.slice(0, 5), resolve));
  const ended = run.stop();
  await expect.poll(run.printed).toContain('Stopping:');
  const endedToo = run.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  sent.end(body.slice(5));
  expect(await answered).toBe(200);
  expect([await ended, await endedToo]).toEqual([0, 0]);
});

describe('a build', () => {
  it('that is killed leaves no package in place, and the next one clears away what it left', async () => {
    const out = path.join(scratch.folder, 'out');
    await mkdir(out);
    const bin = path.join(projectRoot, 'dist/bin/cpm.js');
    const child = spawn(process.execPath, [bin, 'build', '--out', out], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const begun = async () => (await readdir(out)).length > 0;
    while (child.exitCode === null && !(await begun())) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGINT');
    await ended;
    const run = await cpm(['build', 'cpm-foundations', '--target', 'scorm12', '--out', out]);
    expect(run.code).toBe(0);
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(existsSync(path.join(out, 'cpm-foundations-1.0.0-scorm12.zip'))).toBe(true);
  });

  it('whose reader has gone ends without a word', async () => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'dist/bin/cpm.js'), 'targets']);
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(err).toBe('');
  });
});
