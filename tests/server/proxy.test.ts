import { request } from 'node:https';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCredentials } from '../../src/lrs/credentials.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { Servers } from '../../src/server/app.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { type HttpsProxy, httpsProxy } from '../support/https-proxy.js';
import { iriBase, runningServer } from './support/running-server.js';
import { tinyModule, tinyScorm12, tinyXapi } from './support/tiny-packages.js';

/** A course that reports to the LMS by SCORM, and to the record store by the door that its launch data opens. */
const course = `
  const api = window.parent.API;
  api.LMSInitialize('');
  const door = new URLSearchParams(api.LMSGetValue('cmi.launch_data'));
  api.LMSSetValue('cmi.core.lesson_status', 'completed');
  api.LMSCommit('');
  fetch(door.get('endpoint') + 'statements', {
    method: 'POST',
    headers: {
      Authorization: 'Basic ' + door.get('auth'),
      'X-Experience-API-Version': '1.0.3',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      actor: { objectType: 'Agent', account: { homePage: door.get('home'), name: door.get('name') } },
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      object: { id: '${iriBase}modules/tiny' },
      context: { registration: door.get('registration') },
    }),
  }).then((response) => { document.getElementById('said').textContent = 'stored: ' + response.status; },
    (error) => { document.getElementById('said').textContent = String(error); });
`;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each([
  { what: 'passes path and host on as they came', cut: '', host: 'kept', trustProxy: undefined },
  { what: 'cuts the base path off and calls the server by its own name', cut: '/cpm', host: 'own', trustProxy: 1 },
] as const)('a server behind a proxy that ends HTTPS and $what', ({ cut, host, trustProxy }) => {
  let front: HttpsProxy;
  let contentFront: HttpsProxy;
  let servers: Servers & { readonly errors: unknown[] };
  let done: () => Promise<void>;
  let keys: { readonly all: string; readonly reader: string; readonly writer: string };
  beforeAll(async () => {
    const scratch = await scratchFolder('proxy');
    front = await httpsProxy({ name: 'training.localhost', cut, host });
    contentFront = await httpsProxy({ name: 'packages.localhost', cut: '', host });
    const modules = [await tinyModule(`${scratch.folder}/p`, 'tiny', [tinyScorm12(course), tinyXapi('')])];
    servers = await runningServer(scratch.folder, modules, {
      publicUrl: { origin: front.origin, base: '/cpm' },
      publicContentOrigin: contentFront.origin,
      trustProxy,
      launchGrace: 20,
    });
    front.to(servers.port);
    contentFront.to(servers.contentPort ?? 0);
    // As `cpm credentials add` does beside a running server.
    const store = await openStore(path.join(scratch.folder, 'data/records.sqlite'), Date.now);
    const made = createCredentials({ store, homePage: `${iriBase}records`, now: Date.now });
    keys = {
      all: (await made.create({ label: 'all', scopes: ['all'] })).authorization,
      reader: (await made.create({ label: 'reader', scopes: ['all/read'] })).authorization,
      writer: (await made.create({ label: 'writer', scopes: ['statements/write'] })).authorization,
    };
    await store.close();
    done = async () => {
      await Promise.all([front.close(), contentFront.close()]);
      await servers.close();
      await scratch.done();
    };
  });
  afterAll(() => done());

  function ask(to: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
    const { port, host: name } = new URL(front.origin);
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path: to, method, headers: { Host: name, ...headers }, rejectUnauthorized: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
        },
      );
      sent.on('error', reject).end(body);
    });
  }
  const xapi = { 'X-Experience-API-Version': '1.0.3' };

  it('asks for a credential before any page, and lets each open what its scope allows', async () => {
    const statusOf = async (to: string, key?: string) => (await ask(to, key ? { Authorization: key } : {})).status;
    for (const to of [
      '/cpm/',
      '/cpm/reports',
      '/cpm/reports/learners.csv',
      '/cpm/packages/tiny-1.0.0-scorm12.zip',
      '/cpm/play/tiny/scorm12',
    ]) {
      expect([to, await statusOf(to)]).toEqual([to, 401]);
      expect([to, await statusOf(to, keys.writer)]).toEqual([to, 403]);
      expect([to, await statusOf(to, keys.reader)]).toEqual([to, to.includes('play') ? 403 : 200]);
      expect([to, await statusOf(to, keys.all)]).toEqual([to, 200]);
    }
    expect((await ask('/cpm/reports')).headers['www-authenticate']).toMatch(/^Basic realm=/);
    expect(await statusOf('/cpm/health/ready')).toBe(200);
    expect(await statusOf('/cpm/xapi/about')).toBe(200);
  });

  it('names its public address in every link of every page, and keeps browsers to HTTPS', async () => {
    for (const to of ['/cpm', '/cpm/', '/cpm/reports', '/cpm/play/tiny/scorm12', '/cpm/nowhere']) {
      const page = await ask(to, { Authorization: keys.all, Accept: 'text/html' });
      const links = [...page.body.matchAll(/\s(?:href|src|action|data-play)="([^"#][^"]*)"/g)].map(
        (found) => found[1] ?? '',
      );
      expect(links.length).toBeGreaterThan(3);
      expect(links.filter((link) => !link.startsWith('/cpm/') && !link.startsWith('?'))).toEqual([]);
      expect(page.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
      expect(page.headers['content-security-policy']).toContain(`frame-src ${contentFront.origin};`);
      expect(page.body).not.toContain('on this computer');
    }
  });

  it('answers programs at the record store, with links that lead back through the proxy', async () => {
    const own = { ...xapi, Authorization: keys.all, 'Content-Type': 'application/json' };
    const one = {
      actor: { mbox: 'mailto:learner@example.org' },
      verb: { id: 'https://example.org/v' },
      object: { id: 'https://example.org/a' },
    };
    expect((await ask('/cpm/xapi/statements', own, 'POST', JSON.stringify([one, one, one]))).status).toBe(200);
    const first: { statements: object[]; more: string } = JSON.parse(
      (await ask(`/cpm/xapi/statements?limit=2&verb=${encodeURIComponent(one.verb.id)}`, own)).body,
    );
    expect(first.statements).toHaveLength(2);
    expect(first.more).toMatch(/^\/cpm\/xapi\/statements\?/);
    expect(JSON.parse((await ask(first.more, own)).body).statements).toHaveLength(1);
  });

  it('refuses other host names, and what only its own pages may do from elsewhere', async () => {
    expect((await ask('/cpm/', { Host: 'attacker.example', Authorization: keys.all })).status).toBe(421);
    const launch = (Origin: string) =>
      ask(
        '/cpm/play/tiny/scorm12/launches',
        { Authorization: keys.all, Origin, 'Content-Type': 'application/json' },
        'POST',
        '{}',
      );
    expect((await launch(contentFront.origin)).status).toBe(403);
    expect((await launch(`http://127.0.0.1:${servers.port}`)).status).toBe(403);
    expect((await launch(front.origin)).status).toBe(201);
  });

  it('plays a package in a browser: assets load, SCORM data and statements arrive, the report shows them', async () => {
    const [username = '', password = ''] = Buffer.from(keys.all.slice(6), 'base64').toString().split(':');
    const context = await browser.newContext({ ignoreHTTPSErrors: true, httpCredentials: { username, password } });
    const page = await context.newPage();
    const problems: string[] = [];
    // Who holds a credential signs in with it: the answer asks for it, and the browser gives it.
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 401/.test(message.text())) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${front.origin}/cpm/`);
    expect(page.url()).toBe(`${front.origin}/cpm/sign-in`);
    await page.getByRole('link', { name: 'sign in with these' }).click();
    await page.getByRole('link', { name: 'Play Tiny course as SCORM 1.2' }).click();
    await expect.poll(() => page.locator('#session').textContent()).toMatch(/course is open/);
    const sco = page.frameLocator('#stage iframe').frameLocator('iframe');
    await expect.poll(() => sco.locator('#said').textContent()).toBe('stored: 200');
    await expect.poll(() => page.locator('#holds').textContent()).toContain('completed');
    await expect.poll(() => page.locator('#statements li').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Reports' }).click();
    await page.getByRole('link', { name: 'Learners by account' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(0);
    expect(page.url()).toBe(`${front.origin}/cpm/reports/learners`);
    expect(problems).toEqual([]);
    expect(servers.errors).toEqual([]);
    await context.close();
  });
});

describe('a server with a public address', () => {
  it('plays nothing without an origin for packages, and opens no port for them', async () => {
    const scratch = await scratchFolder('no-play');
    const servers = await runningServer(
      scratch.folder,
      [await tinyModule(`${scratch.folder}/p`, 'tiny', [tinyScorm12('')])],
      {
        publicUrl: { origin: 'https://training.example.org', base: '' },
        openPages: true,
      },
    );
    const local = `http://127.0.0.1:${servers.port}`;
    const page = await (await fetch(local)).text();
    expect(servers.contentPort).toBeNull();
    expect(page).toContain('/packages/tiny-1.0.0-scorm12.zip');
    expect(page).not.toContain('/play/');
    expect((await fetch(`${local}/play/tiny/scorm12`)).status).toBe(404);
    await servers.close();
    await scratch.done();
  });

  it('says at the start that its address is too long for a SCORM 1.2 package', async () => {
    const scratch = await scratchFolder('long');
    const opening = runningServer(scratch.folder, [], {
      publicUrl: { origin: `https://${'a-long-name.'.repeat(6)}example.org`, base: '/cpm' },
      publicContentOrigin: 'https://packages.example.org',
    });
    await expect(opening).rejects.toThrow(/too long for the 255 characters/);
    await scratch.done();
  });
});
