import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { PortInUse } from '../../src/server/listen.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { hostData, launch } from './support/au.js';
import { runningServer } from './support/running-server.js';
import { tinyModule, tinyScorm12, tinyXapi } from './support/tiny-packages.js';

let servers: Servers;
let folder: string;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('gates');
  folder = scratch.folder;
  servers = await runningServer(folder, [await tinyModule(`${folder}/p`, 'tiny', [tinyScorm12(''), tinyXapi('')])], {
    launchGrace: 20,
  });
  done = async () => {
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

/** A request with headers that fetch does not let one set. */
function ask(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string; location: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, location: response.headers.location ?? '' }),
      );
    });
    sent.on('error', reject).end();
  });
}
const portOf = (origin: string) => new URL(origin).port;

describe('who may ask', () => {
  it.each(['/', '/xapi/about', '/reports', '/assets/site.css'])(
    'refuses %s under a foreign host name',
    async (path) => {
      expect((await ask(servers.origin + path, { Host: `attacker.example:${portOf(servers.origin)}` })).status).toBe(
        421,
      );
      expect((await ask(servers.origin + path, { Host: 'attacker.example' })).status).toBe(421);
    },
  );

  it('refuses a foreign host name on the package origin too', async () => {
    const { frame } = await launch(servers, 'tiny/scorm12');
    expect((await ask(frame, { Host: 'attacker.example' })).status).toBe(421);
    expect((await ask(frame, {})).status).toBe(200);
  });

  it('leads from localhost to the one address that the policies name', async () => {
    const answer = await ask(`${servers.origin}/reports?x=1`, { Host: `localhost:${portOf(servers.origin)}` });
    expect(answer).toMatchObject({ status: 302, location: `${servers.origin}/reports?x=1` });
  });

  it('takes a launch from its own page only', async () => {
    const post = (headers: Record<string, string>) =>
      ask(`${servers.origin}/play/tiny/scorm12/launches`, headers, 'POST');
    expect((await post({})).status).toBe(403);
    expect((await post({ Origin: 'https://attacker.example' })).status).toBe(403);
    expect((await post({ Origin: servers.contentOrigin })).status).toBe(403);
    expect((await post({ Origin: servers.origin })).status).toBe(201);
  });

  it('takes commits from a page of the package origin only, and only below an id that nobody guesses', async () => {
    const { frame } = await launch(servers, 'tiny/scorm12');
    const post = (url: string, origin: string) =>
      fetch(url, {
        method: 'POST',
        headers: { Origin: origin, 'Content-Type': 'application/json' },
        body: '{"changed":{},"terminate":false,"calls":[]}',
      });
    expect((await post(`${frame}commit`, servers.origin)).status).toBe(403);
    expect((await post(`${frame}commit`, servers.contentOrigin)).status).toBe(200);
    expect((await post(`${servers.contentOrigin}/guessed/commit`, servers.contentOrigin)).status).toBe(404);
  });

  it('refuses a commit of anything but CMI elements', async () => {
    const { frame } = await launch(servers, 'tiny/scorm12');
    const response = await fetch(`${frame}commit`, {
      method: 'POST',
      headers: { Origin: servers.contentOrigin, 'Content-Type': 'application/json' },
      body: '{"changed":{"__proto__.x":"1"},"terminate":false,"calls":[]}',
    });
    expect(response.status).toBe(400);
  });
});

describe('what the answers say', () => {
  it.each(['/', '/play/tiny/scorm12', '/reports', '/nowhere'])(
    '%s forbids all that is inline and frames the package origin alone',
    async (path) => {
      const response = await fetch(servers.origin + path, { headers: { Accept: 'text/html' } });
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain(`frame-src ${servers.contentOrigin}`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await response.text()).not.toMatch(/ style="| on[a-z]+="|<style/);
    },
  );

  it('serves a package\u2019s files with their types, without sniffing, under a policy of their own', async () => {
    const { frame } = await launch(servers, 'tiny/scorm12');
    const page = await fetch(`${frame}content/index.html`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${servers.origin}/xapi/`);
    expect((await fetch(`${frame}content/sco.js`)).headers.get('content-type')).toMatch(/javascript/);
    expect((await fetch(`${frame}content/missing.png`)).status).toBe(404);
    expect((await fetch(`${frame}content/%2e%2e/%2e%2e/package.json`)).status).toBe(404);
  });

  it('serves parts of a file, as players of video ask', async () => {
    const { frame } = await launch(servers, 'tiny/scorm12');
    const part = await fetch(`${frame}content/index.html`, { headers: { Range: 'bytes=2-8' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe('doctype');
    expect((await fetch(`${frame}content/index.html`, { headers: { Range: 'bytes=99999-' } })).status).toBe(416);
  });

  it('has nothing of the store or the reports on the package origin', async () => {
    for (const path of [
      '/xapi/about',
      '/xapi/statements',
      '/reports',
      '/reports/learners.csv',
      '/',
      '/packages/tiny-1.0.0-scorm12.zip',
    ]) {
      expect((await fetch(servers.contentOrigin + path)).status).toBe(404);
    }
  });

  it('offers each package as a download with its name and digest', async () => {
    const response = await fetch(`${servers.origin}/packages/tiny-1.0.0-scorm12.zip`);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=tiny-1.0.0-scorm12.zip');
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('repr-digest')).toMatch(/^sha-256=:.+:$/);
    expect(new Uint8Array(await response.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
  });

  it('gives and plays the file that is there now, with its own digest, when a build replaced it', async () => {
    const module = await tinyModule(`${folder}/replaced`, 'tiny', [tinyScorm12('// one')]);
    const other = await runningServer(`${folder}/replaced`, [module], { launchGrace: 20 });
    const script = async () => {
      const { frame } = await launch(other, 'tiny/scorm12');
      return (await fetch(`${frame}content/sco.js`)).text();
    };
    expect(await script()).toBe('// one');
    await tinyModule(`${folder}/replaced`, 'tiny', [tinyScorm12('// two')]);
    const response = await fetch(`${other.origin}/packages/tiny-1.0.0-scorm12.zip`);
    const digest = createHash('sha256').update(new Uint8Array(await response.arrayBuffer()));
    expect(response.headers.get('repr-digest')).toBe(`sha-256=:${digest.digest('base64')}:`);
    expect(await script()).toBe('// two');
    await other.close();
  });

  it('lets nobody keep the page that holds the credential of a launch', async () => {
    const { frame } = await launch(servers, 'tiny/xapi');
    expect((await fetch(frame)).headers.get('cache-control')).toBe('no-store');
  });

  it('answers an address that cannot be taken apart', async () => {
    const { port } = new URL(servers.origin);
    const status = await new Promise((resolve, reject) => {
      const path = 'http://x:99999999/reports?status=completed';
      const sent = request({ port, host: '127.0.0.1', path, headers: { Host: `127.0.0.1:${port}` } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(status).toBe(200);
  });

  it.each(['/packages/other.zip', '/play/nothing/scorm12', '/play/tiny/scorm99', '/nowhere'])(
    'says with a page, or in JSON, why %s is not there',
    async (path) => {
      const page = await fetch(servers.origin + path, { headers: { Accept: 'text/html' } });
      expect(page.status).toBe(404);
      expect(await page.text()).toMatch(/<h1>There is no such/);
      const data = await fetch(servers.origin + path, { headers: { Accept: 'application/json' } });
      expect(await data.json()).toMatchObject({ error: { status: 404 } });
    },
  );

  it('says what cannot be read in a launch request, without a stack', async () => {
    const response = await fetch(`${servers.origin}/play/tiny/scorm12/launches`, {
      method: 'POST',
      headers: { Origin: servers.origin, 'Content-Type': 'application/json' },
      body: '{"mode":"sideways"}',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/mode/);
    const broken = await fetch(`${servers.origin}/play/tiny/scorm12/launches`, {
      method: 'POST',
      headers: { Origin: servers.origin, 'Content-Type': 'application/json' },
      body: '{"mode":',
    });
    expect(broken.status).toBe(400);
    expect(await broken.text()).not.toMatch(/at .*\.(ts|js):/);
  });
});

describe('ports', () => {
  it('says which port is in use', async () => {
    const taken = Number(portOf(servers.origin));
    const again = runningServer(`${folder}/second`, [], { port: taken });
    await expect(again).rejects.toThrow(PortInUse);
    await expect(again).rejects.toMatchObject({ port: taken });
  });

  it('takes another port for packages when the next one is in use', async () => {
    const before = Number(portOf(servers.contentOrigin)) - 1;
    const other = await runningServer(`${folder}/third`, [], { port: before }).catch((error: unknown) => error);
    // The port before may itself be in use on a busy machine; then there is nothing to see.
    if (other instanceof PortInUse) return;
    const started = other as Servers;
    expect(started.contentOrigin).not.toBe(servers.contentOrigin);
    await started.close();
  });

  it('frees its ports when it is closed, also with an event stream open', async () => {
    const first = await runningServer(`${folder}/fourth`, [await tinyModule(`${folder}/p4`, 'tiny', [tinyXapi('')])]);
    const { launch: id } = await launch(first, 'tiny/xapi');
    const stream = await fetch(`${first.origin}/play/tiny/xapi/launches/${id}/events`);
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await first.close();
    const second = await runningServer(`${folder}/fourth`, [], { port: Number(portOf(first.origin)) });
    expect(second.firstCredential).toBeNull();
    await second.close();
  });
});

describe('a page on the package origin, in a browser with its security on', () => {
  it('reads neither pages, nor reports, nor documents of the main origin without a credential', async () => {
    const { frame } = await launch(servers, 'tiny/xapi');
    const host = await hostData(frame);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      // The second document has no policy of its own: there the browser's rules between origins stand alone.
      for (const address of [new URL(host.content, frame).href, `${servers.contentOrigin}/nothing`]) {
        await page.goto(address);
        const outcomes = await page.evaluate(async (origin) => {
          const attempt = (path: string, init?: RequestInit) =>
            fetch(origin + path, init).then(
              (r) => r.status,
              () => 'blocked',
            );
          const version = { headers: { 'X-Experience-API-Version': '1.0.3' } };
          return {
            pages: await attempt('/'),
            reports: await attempt('/reports'),
            csv: await attempt('/reports/learners.csv'),
            launch: await attempt('/play/tiny/xapi/launches', { method: 'POST' }),
            statements: await attempt('/xapi/statements', version),
            state: await attempt(
              '/xapi/activities/state?activityId=https%3A%2F%2Fexample.org&agent=%7B%22mbox%22%3A%22mailto%3Aa%40b.c%22%7D',
              version,
            ),
          };
        }, servers.origin);
        expect(outcomes).toEqual({
          pages: 'blocked',
          reports: 'blocked',
          csv: 'blocked',
          launch: 'blocked',
          statements: 401,
          state: 401,
        });
      }
    } finally {
      await browser.close();
    }
  });
});
