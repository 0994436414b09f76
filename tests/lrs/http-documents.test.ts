import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
});
afterAll(() => lrs.stop());

const agent = JSON.stringify(learner('doc'));
const two = { 'X-Experience-API-Version': '2.0.0' };
const address = (resource: string, params: Record<string, string>) => `${resource}?${new URLSearchParams(params)}`;

describe('state documents', () => {
  const state = (more: Record<string, string> = {}) => ({
    activityId: `https://courses.example/${randomUUID()}`,
    agent,
    ...more,
  });

  it('come back byte for byte with type, tag and date', async () => {
    const to = address('activities/state', state({ stateId: 's', registration: randomUUID() }));
    const bytes = new Uint8Array([1, 0, 255]);
    expect((await lrs.call('GET', to)).status).toBe(404);
    expect((await lrs.call('PUT', to, { body: bytes, headers: { 'Content-Type': 'application/x-own' } })).status).toBe(
      204,
    );
    const answer = await lrs.call('GET', to);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('Content-Type')).toBe('application/x-own');
    expect(answer.headers.get('ETag')).toMatch(/^"[0-9a-f]{40}"$/);
    expect(answer.headers.get('Last-Modified')).toBeTruthy();
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect((await lrs.call('HEAD', to)).headers.get('ETag')).toBe(answer.headers.get('ETag'));
    expect((await lrs.call('DELETE', to)).status).toBe(204);
    expect((await lrs.call('GET', to)).status).toBe(404);
  });

  it('merge by POST when both are JSON objects', async () => {
    const to = address('activities/state', state({ stateId: 's' }));
    await lrs.call('POST', to, { body: { a: 1, b: { c: 1 } } });
    expect((await lrs.call('POST', to, { body: { b: 2 } })).status).toBe(204);
    expect(await (await lrs.call('GET', to)).json()).toEqual({ a: 1, b: 2 });
    expect((await lrs.call('POST', to, { body: [1] })).status).toBe(400);
    expect((await lrs.call('POST', to, { body: 'text', headers: { 'Content-Type': 'text/plain' } })).status).toBe(400);
    expect(await (await lrs.call('GET', to)).json()).toEqual({ a: 1, b: 2 });
  });

  it('are listed and deleted together', async () => {
    const all = state();
    for (const stateId of ['x', 'y'])
      await lrs.call('PUT', address('activities/state', { ...all, stateId }), { body: {} });
    expect(await (await lrs.call('GET', address('activities/state', all))).json()).toEqual(['x', 'y']);
    expect(
      await (
        await lrs.call('GET', address('activities/state', { ...all, since: new Date(Date.now() + 9e5).toISOString() }))
      ).json(),
    ).toEqual([]);
    expect((await lrs.call('DELETE', address('activities/state', all))).status).toBe(204);
    expect(await (await lrs.call('GET', address('activities/state', all))).json()).toEqual([]);
  });

  it('are overwritten freely in 1.0.3, but not blindly in 2.0', async () => {
    const to = address('activities/state', state({ stateId: 's' }));
    expect((await lrs.call('PUT', to, { body: { v: 1 } })).status).toBe(204);
    expect((await lrs.call('PUT', to, { body: { v: 2 } })).status).toBe(204);
    const blind = await lrs.call('PUT', to, { body: { v: 3 }, headers: two });
    expect(blind.status).toBe(409);
    expect((await blind.json()).error).toMatch(/If-Match/);
    const etag = (await lrs.call('GET', to)).headers.get('ETag') ?? '';
    expect((await lrs.call('PUT', to, { body: { v: 4 }, headers: { ...two, 'If-Match': etag } })).status).toBe(204);
    for (const method of ['PUT', 'POST', 'DELETE']) {
      expect((await lrs.call(method, to, { body: { v: 5 }, headers: { ...two, 'If-Match': etag } })).status).toBe(412);
    }
    expect(await (await lrs.call('GET', to)).json()).toEqual({ v: 4 });
  });

  it('name what is missing or malformed', async () => {
    const answer = await lrs.call('PUT', address('activities/state', { agent: 'x' }), { body: {} });
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults).toEqual([
      { path: '?activityId', message: 'is missing' },
      { path: '?stateId', message: 'is missing' },
    ]);
    expect(
      (await lrs.call('GET', address('activities/state', { activityId: 'no iri', agent, stateId: 's' }))).status,
    ).toBe(400);
  });
});

describe('profiles', () => {
  it.each([
    ['agents/profile', { agent }],
    ['activities/profile', { activityId: 'https://courses.example/p' }],
  ])('%s refuses a blind overwrite and honours tags', async (resource, owner) => {
    const to = address(resource, { ...owner, profileId: randomUUID() });
    expect((await lrs.call('PUT', to, { body: { v: 1 }, headers: { 'If-None-Match': '*' } })).status).toBe(204);
    expect((await lrs.call('PUT', to, { body: { v: 2 }, headers: { 'If-None-Match': '*' } })).status).toBe(412);
    expect((await lrs.call('PUT', to, { body: { v: 2 } })).status).toBe(409);
    const etag = (await lrs.call('GET', to)).headers.get('ETag') ?? '';
    expect((await lrs.call('PUT', to, { body: { v: 3 }, headers: { 'If-Match': etag } })).status).toBe(204);
    expect((await lrs.call('POST', to, { body: { w: 1 } })).status).toBe(204);
    expect(await (await lrs.call('GET', to)).json()).toEqual({ v: 3, w: 1 });
    expect((await lrs.call('DELETE', to)).status).toBe(204);
    expect((await lrs.call('DELETE', address(resource, owner))).status).toBe(400);
  });
});

describe('agents and activities', () => {
  it('tell what statements taught the store', async () => {
    const id = 'https://courses.example/told';
    await lrs.call('POST', 'statements', {
      body: sample({ actor: { ...learner('told'), name: 'T' }, object: { id, definition: { name: { en: 'Told' } } } }),
    });
    expect(await (await lrs.call('GET', address('activities', { activityId: id }))).json()).toEqual({
      objectType: 'Activity',
      id,
      definition: { name: { en: 'Told' } },
    });
    expect(await (await lrs.call('GET', address('agents', { agent: JSON.stringify(learner('told')) }))).json()).toEqual(
      {
        objectType: 'Person',
        name: ['T'],
        account: [learner('told').account],
      },
    );
    expect((await lrs.call('GET', 'agents')).status).toBe(400);
  });
});
