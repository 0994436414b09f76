import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readPackage } from '../../src/verify/read-package.js';
import { at, isObject, type JsonObject, listAt, textAt } from '../../src/xapi/json.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { cpm, smallModules } from '../support/cpm.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';
import { scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

const moduleId = 'cpm-foundations';
const targets = { scorm12: 'scorm12', scorm2004: 'scorm2004-4' } as const;
const idElement = { scorm12: 'cmi.core.student_id', scorm2004: 'cmi.learner_id' } as const;

let browser: Browser;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
beforeAll(async () => {
  browser = await launchBrowser();
  scratch = await scratchFolder('collector-package');
  // The server collects; what it offers to play itself is not asked for.
  modules = await smallModules(scratch.folder);
  const built = await cpm([
    'build',
    moduleId,
    '--target',
    ...Object.values(targets),
    '--out',
    path.join(scratch.folder, 'packages'),
  ]);
  expect(built.code, built.err).toBe(0);
});
afterAll(async () => {
  await browser.close();
  await scratch.done();
});

async function packageFiles(target: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = path.join(scratch.folder, 'packages');
  const name = (await readdir(folder)).find((file) => file.endsWith(`-${target}.zip`)) ?? '';
  const { value } = await readPackage(await readFile(path.join(folder, name)));
  if (!value) throw new Error(`no package for ${target}`);
  return value.files;
}

/** Statements that leave the page for another origin, in the order in which they leave. */
function leaving(page: Page, own: string): { readonly statements: JsonObject[]; readonly authorizations: string[] } {
  const statements: JsonObject[] = [];
  const authorizations: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(own)) return;
    const body: unknown = JSON.parse(request.postData() ?? 'null');
    statements.push(...(Array.isArray(body) ? body : [body]).filter(isObject));
    authorizations.push(request.headers().authorization ?? '');
  });
  return { statements, authorizations };
}

async function stored(server: RunningCpm): Promise<readonly JsonObject[]> {
  const authorization = `Basic ${Buffer.from(`${server.key}:${server.secret}`).toString('base64')}`;
  const answer = await fetch(`${server.origin}/xapi/statements?ascending=true&limit=500`, {
    headers: { authorization, 'X-Experience-API-Version': '1.0.3' },
  });
  return listAt(await answer.json(), 'statements').filter(isObject);
}

/** The parts that a store may not change. */
const told = (statement: JsonObject) => ({
  id: statement.id,
  verb: textAt(statement, 'verb', 'id'),
  object: textAt(statement, 'object', 'id'),
  result: at(statement, 'result'),
  context: at(statement, 'context'),
  timestamp: statement.timestamp,
});

const verbsOf = (statements: readonly JsonObject[]) =>
  statements.map((s) => textAt(s, 'verb', 'id')?.split('/').at(-1));

describe.each<Version>(['scorm12', 'scorm2004'])('a whole package for %s, built for a collector', (version) => {
  it('reports everything to the collector of another origin, with its package key, and the LMS has its record too', async () => {
    const lms = await scormLms(browser, version, { files: await packageFiles(targets[version]) });
    const data = path.join(scratch.folder, `data-${version}-${randomUUID()}`);
    const server = await startCpm(data, '--modules', modules, '--allow-origin', lms.origin);
    onTestFinished(async () => void (await server.stop()));
    const made = await cpm([
      ...['credentials', 'add', '--label', 'Packages', '--package', '--module', moduleId],
      ...['--data', data, '--format', 'json'],
    ]);
    const { key, secret } = JSON.parse(made.out);
    const launchData = String(
      new URLSearchParams({ collector: `${server.origin}/collector/`, key: `${key}:${secret}` }),
    );
    expect(launchData.length).toBeLessThanOrEqual(255);

    const launch = async () => {
      const course = await lms.launch({ cmi: { 'cmi.launch_data': launchData, [idElement[version]]: 'student-17' } });
      return { course, left: leaving(course.page, lms.origin) };
    };
    const first = await launch();
    for (const _ of [1, 2]) {
      const before = await first.course.content.locator('main section:not([hidden]) h1').innerText();
      await first.course.content.locator('#pager a.btn:not(.quiet)').click();
      await first.course.content.waitForFunction(
        (old) => document.querySelector<HTMLElement>('main section:not([hidden]) h1')?.innerText !== old,
        before,
      );
    }
    await first.course.content.locator('#saved[data-state=saved]').waitFor();
    await first.course.close();
    await until(async () => verbsOf(await stored(server)).includes('terminated'));
    const second = await launch();
    await until(async () => verbsOf(await stored(server)).filter((v) => v === 'initialized').length === 2);
    await second.course.close();
    await until(async () => verbsOf(await stored(server)).filter((v) => v === 'terminated').length === 2);

    const all = await stored(server);
    expect(verbsOf(all).slice(0, 4)).toEqual(['initialized', 'experienced', 'experienced', 'progressed']);
    // What leaves before the request listener hears is in the store all the same: each that was heard is there as it left.
    const heard = [...first.left.statements, ...second.left.statements];
    expect(heard.length).toBeGreaterThan(4);
    for (const one of heard) expect(all.map(told)).toContainEqual(told(one));
    expect(new Set([...first.left.authorizations, ...second.left.authorizations].filter((a) => a !== ''))).toEqual(
      new Set([`Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`]),
    );
    // One attempt, one registration, one opaque learner; the LMS's own id is not in the statements.
    expect(new Set(all.map((s) => textAt(s, 'context', 'registration'))).size).toBe(1);
    expect(new Set(all.map((s) => textAt(s, 'actor', 'account', 'name'))).size).toBe(1);
    expect(JSON.stringify(all)).not.toContain('student-17');
    expect(heard.every((s) => textAt(s, 'actor', 'account', 'name') === 'student-17')).toBe(true);
    expect(heard.every((s) => textAt(s, 'actor', 'account', 'homePage') === lms.origin)).toBe(true);
    // The suspended state names the registration shortly and nobody else.
    expect(lms.stored()['cmi.suspend_data']).toMatch(/^1~[\w.%*!~-]+$/);
    await server.stop();
    await lms.done();
  });
});

it('lets no statement leave a package without launch data', async () => {
  const lms = await scormLms(browser, 'scorm12', { files: await packageFiles('scorm12') });
  const course = await lms.launch({ cmi: { 'cmi.core.student_id': 'student-17' } });
  const asked: string[] = [];
  course.page.on('request', (request) => asked.push(request.url()));
  await course.content.locator('#pager a.btn:not(.quiet)').click();
  await course.content.locator('#saved[data-state=saved]').waitFor();
  await course.close();
  await until(() => lms.ended() > 0);
  expect(asked.filter((url) => !url.startsWith(lms.origin))).toEqual([]);
  await lms.done();
});
