import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHealth } from '../../src/server/health.js';
import { scratchFolder } from '../support/browser.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { severable } from '../support/severable.js';
import { runningServer } from './support/running-server.js';

async function said(origin: string, path: string) {
  const response = await fetch(`${origin}${path}`);
  const body: unknown = await response.json();
  return { status: response.status, body };
}

describe('/health', () => {
  it('is live and ready on a server that serves, and says no more than that', async () => {
    const scratch = await scratchFolder('health');
    const servers = await runningServer(scratch.folder, []);
    expect(await said(servers.origin, '/health/live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await said(servers.origin, '/health/ready')).toEqual({
      status: 200,
      body: { status: 'ready', database: 'answers' },
    });
    expect(await said(servers.origin, '/health')).toEqual({
      status: 200,
      body: { live: true, ready: true, status: 'ready', database: 'answers' },
    });
    expect((await fetch(`${servers.origin}/health/else`)).status).toBe(404);
    expect((await fetch(`${servers.origin}/health`, { method: 'POST', body: '' })).status).toBe(403);
    expect((await fetch(`${servers.contentOrigin}/health`)).status).toBe(404);
    await servers.close();
    await scratch.done();
  });

  it('answers under any host name, for what watches a server asks by its address', async () => {
    const scratch = await scratchFolder('health-host');
    const servers = await runningServer(scratch.folder, []);
    const status = await new Promise((resolve, reject) => {
      const headers = { Host: '10.20.30.40:4000' };
      request(`${servers.origin}/health/ready`, { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    await servers.close();
    await scratch.done();
  });

  it('tells how far behind forwarding is, in numbers and one word, without the address', async () => {
    const scratch = await scratchFolder('health-forward');
    const servers = await runningServer(scratch.folder, [], {
      // Nothing listens there.
      records: { forward: { url: 'http://127.0.0.1:9/xapi/', key: 'the-key', secret: 'the-secret' } },
    });
    const { id, secret } = servers.firstCredential ?? { id: '', secret: '' };
    const stored = await fetch(`${servers.origin}/xapi/statements`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'Content-Type': 'application/json',
        'X-Experience-API-Version': '1.0.3',
      },
      body: '{"actor":{"mbox":"mailto:learner@example.org"},"verb":{"id":"https://example.org/v"},"object":{"id":"https://example.org/a"}}',
    });
    expect(stored.status).toBe(200);
    const text = async () => (await fetch(`${servers.origin}/health`)).text();
    await expect
      .poll(text, { timeout: 20_000 })
      .toMatch(/"state":"waiting","behind":1,"behindSeconds":\d+,"failures":[1-9]/);
    expect(await text()).toMatch(/"ready":true/);
    expect(await text()).not.toMatch(/127\.0\.0\.1|the-key|the-secret|learner/);
    await servers.close();
    await scratch.done();
  });

  it('is not ready while the server starts, and not once it stops', async () => {
    const health = createHealth(1000);
    expect(await health.answer('/health/ready')).toMatchObject({ status: 503, body: { status: 'starting' } });
    expect(await health.answer('/health/live')).toMatchObject({ status: 200 });
    health.serving({ ping: async () => undefined });
    expect(await health.answer('/health/ready')).toMatchObject({ status: 200 });
    health.stopping();
    expect(await health.answer('/health/ready')).toMatchObject({ status: 503, body: { status: 'stopping' } });
  });

  it('asks a database that does not answer once, however many ask for its health', async () => {
    const health = createHealth(30);
    let asked = 0;
    health.serving({
      ping: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => health.answer('/health/ready')));
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([503]));
    expect(asked).toBe(1);
  });
});

describe('/health with a PostgreSQL that goes away', () => {
  let postgres: SharedPostgres;
  beforeAll(async () => {
    postgres = await sharedPostgres();
  });
  afterAll(() => postgres?.stop());

  it('is not ready while the database is away, and ready again when it is back, without a restart', async () => {
    const scratch = await scratchFolder('health-postgres');
    const address = new URL(await postgres.database());
    const way = await severable(Number(address.port));
    address.port = String(way.port);
    const servers = await runningServer(scratch.folder, [], { records: { database: address.href } });
    const ready = async () => (await said(servers.origin, '/health/ready')).body;
    expect(await ready()).toEqual({ status: 'ready', database: 'answers' });
    way.cut();
    expect(await ready()).toEqual({ status: 'unavailable', database: 'away' });
    expect((await said(servers.origin, '/health/live')).status).toBe(200);
    way.mend();
    await expect.poll(ready, { timeout: 20_000 }).toEqual({ status: 'ready', database: 'answers' });
    await servers.close();
    await way.close();
    await scratch.done();
  });
});
