import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { hostData, launch } from './support/au.js';
import { runningServer } from './support/running-server.js';
import { tinyActivityId, tinyModule, tinyScorm12, tinyXapi } from './support/tiny-packages.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let servers: Servers & { readonly errors: unknown[] };
beforeEach(async () => {
  scratch = await scratchFolder('stopping');
  const modules = [await tinyModule(`${scratch.folder}/p`, 'tiny', [tinyScorm12(''), tinyXapi('')])];
  servers = await runningServer(scratch.folder, modules, { launchGrace: 20 });
});
afterEach(() => scratch.done());

/** A request of which the server has the head and half of the body. */
async function halfSent(url: string, method: string, headers: Record<string, string>, body: string) {
  const sent: ClientRequest = request(url, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) },
  });
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
  });
  await new Promise((resolve) => sent.write(body.slice(0, 5), resolve));
  return { answered, finish: () => sent.end(body.slice(5)) };
}

async function xapiLaunch() {
  const { frame } = await launch(servers, 'tiny/xapi');
  const given = new URL((await hostData(frame)).content, frame).searchParams;
  const actor = given.get('actor') ?? '';
  const registration = given.get('registration') ?? '';
  const headers = { Authorization: given.get('auth') ?? '', 'X-Experience-API-Version': '1.0.3' };
  return { actor, registration, headers };
}

describe('a server that stops while a course is open', () => {
  it('still keeps what was on its way: statements, documents and commits', async () => {
    const { actor, registration, headers } = await xapiLaunch();
    const scorm = await launch(servers, 'tiny/scorm12');
    const statement = {
      id: randomUUID(),
      actor: JSON.parse(actor),
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      object: { id: tinyActivityId },
      context: { registration },
    };
    const place = new URLSearchParams({ activityId: tinyActivityId, agent: actor, registration, stateId: 's' });
    const commit = { changed: { 'cmi.core.lesson_location': 'p7' }, terminate: false, calls: [] };
    const store = `${servers.origin}/xapi`;
    const underWay = [
      await halfSent(`${store}/statements`, 'POST', headers, JSON.stringify(statement)),
      await halfSent(`${store}/activities/state?${place}`, 'PUT', headers, '{"state":"kept"}'),
      await halfSent(`${scorm.frame}commit`, 'POST', { Origin: servers.contentOrigin }, JSON.stringify(commit)),
    ];
    // So that the server surely knows of all three.
    await fetch(`${servers.origin}/xapi/about`);
    await fetch(scorm.frame);
    const closed = servers.close();
    for (const one of underWay) one.finish();
    expect(await Promise.all(underWay.map((one) => one.answered))).toEqual([200, 204, 200]);
    await closed;
    expect(servers.errors).toEqual([]);

    const modules = [await tinyModule(`${scratch.folder}/p`, 'tiny', [tinyScorm12(''), tinyXapi('')])];
    servers = await runningServer(scratch.folder, modules, { launchGrace: 20 });
    const again = await xapiLaunch();
    const read = (to: string) => fetch(`${servers.origin}/xapi/${to}`, { headers: again.headers });
    expect(await (await read(`activities/state?${place}`)).json()).toEqual({ state: 'kept' });
    expect((await read(`statements?statementId=${statement.id}`)).status).toBe(200);
    const { cmi } = await hostData((await launch(servers, 'tiny/scorm12')).frame);
    expect(cmi['cmi.core.lesson_location']).toBe('p7');
    await servers.close();
  });

  it('waits for nobody who is connected and has asked nothing yet, as browsers are ahead of a request', async () => {
    const silent = connect(Number(new URL(servers.origin).port), '127.0.0.1');
    await once(silent, 'connect');
    await fetch(`${servers.origin}/health`);
    const gone = once(silent, 'close');
    expect(await servers.close()).toBe(true);
    await gone;
  });

  it('is missed by the play page, which says how to go on once it is back', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const said = () => page.locator('#session').textContent();
    await page.goto(`${servers.origin}/play/tiny/xapi`);
    await expect.poll(said).toBe('The course is open.');
    const port = Number(new URL(servers.origin).port);
    await servers.close();
    await expect.poll(said).toMatch(/cannot be reached/);
    const modules = [await tinyModule(`${scratch.folder}/p`, 'tiny', [tinyXapi('')])];
    servers = await runningServer(scratch.folder, modules, { launchGrace: 20, port });
    await expect.poll(said, { timeout: 20_000 }).toMatch(/started again since/);
    await page.getByRole('button', { name: 'Launch again' }).click();
    await expect.poll(said).toBe('The course is open.');
    await browser.close();
    await servers.close();
  });
});
