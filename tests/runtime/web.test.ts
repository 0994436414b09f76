import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../../src/packager/collector.js';
import { buildPackages, checkModules, pressOf, targetsOf } from '../../src/pipeline.js';
import { readZip, wholeFile } from '../../src/verify/zip/read-zip.js';
import { bytesSource } from '../../src/verify/zip/zip-source.js';
import { launchBrowser } from '../support/browser.js';
import { projectRoot } from '../support/cpm.js';
import { type Json, recordStore } from './support/record-store.js';
import { send, until, webServer } from './support/web-server.js';

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  json: 'application/json',
};

let browser: Browser;
let folder = '';
beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'cpm-web-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** A real module's web package, unfolded on a web server. */
async function site(collector?: Collector) {
  const workshop = { root: projectRoot, modulesFolder: path.join(projectRoot, 'modules'), cwd: projectRoot };
  const modules = await checkModules(workshop, ['cpm-foundations']);
  const targets = targetsOf(workshop).filter(({ id }) => id === 'web');
  const order = { modules, ...(collector ? { collector } : {}) };
  const built = await buildPackages(pressOf(workshop, targets), order, folder);
  expect(built.diagnostics).toEqual([]);
  const [file] = built.value ?? [];
  if (file === undefined) throw new Error('no package');
  const { value } = await readZip(bytesSource(await readFile(file.path)), file.file, wholeFile);
  const server = await webServer(({ path: asked }, response) => {
    const bytes = value?.files.get(asked.slice(1));
    return bytes && send(response, types[asked.split('.').at(-1) ?? ''] ?? 'text/plain', Buffer.from(bytes).toString());
  });
  return { ...server, name: file.file };
}

async function visit(origin: string, context: BrowserContext) {
  const page = await context.newPage();
  await page.goto(`${origin}/index.html`);
  await page.waitForSelector('#pager a, #pager button');
  return page;
}

describe('a module on a plain web server', () => {
  it('keeps its place in this browser alone, says so, and asks nobody else for anything', async () => {
    const server = await site();
    const context = await browser.newContext();
    const asked = new Set<string>();
    context.on('request', (request) => asked.add(new URL(request.url()).origin));
    const first = await visit(server.origin, context);
    const began = await first.locator('h1:visible, h2:visible').first().textContent();
    await first.getByText('Next', { exact: false }).last().click();
    await expect.poll(() => first.locator('#saved').textContent()).toContain('Kept in this browser only');
    const left = first.url();
    await first.close();
    const second = await visit(server.origin, context);
    await expect.poll(() => second.url()).toBe(left);
    expect(await second.locator('#main h1:visible, #main h2:visible').first().textContent()).not.toBe(began);
    expect([...asked]).toEqual([server.origin]);
    const other = await browser.newContext();
    expect((await visit(server.origin, other)).url()).not.toBe(left);
    await Promise.all([context.close(), other.close(), server.close()]);
  });

  it('reports to the collector that it was built with, about a random account of this browser', async () => {
    const store = await recordStore();
    const server = await site({ url: store.endpoint, id: 'key', secret: 'word' });
    expect(server.name).toBe('cpm-foundations-1.0.0-web-reporting.zip');
    const context = await browser.newContext();
    const page = await visit(server.origin, context);
    await until(() => store.verbs().includes('initialized'));
    await expect.poll(() => page.locator('#saved').textContent()).toContain('Saved at');
    await page.close();
    await visit(server.origin, context);
    await until(() => store.verbs().filter((verb) => verb === 'initialized').length === 2);
    expect(store.arrived.every((a) => a.authorization === `Basic ${btoa('key:word')}`)).toBe(true);
    const actors = new Set(store.statements.map((s: Json) => JSON.stringify(s.actor)));
    expect(actors.size).toBe(1);
    expect(JSON.parse([...actors][0] ?? '')).toMatchObject({
      account: { homePage: server.origin, name: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    await context.close();
    await Promise.all([server.close(), store.close()]);
  });

  it('goes on where the browser keeps nothing, and says that the place is lost', async () => {
    const server = await site();
    const context = await browser.newContext();
    await context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    const page = await visit(server.origin, context);
    await expect.poll(() => page.locator('#saved').textContent()).toContain('This browser keeps nothing');
    await Promise.all([context.close(), server.close()]);
  });
});
