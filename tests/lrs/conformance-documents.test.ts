// Documents and their concurrency: xAPI 1.0.3 Communication 2.2, 2.3, 2.6, 2.7, 3.1; xAPI 2.0 4.1.4, 4.1.6.2, .5, .6.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachDatabase } from './each-database.js';
import { learner } from './samples.js';
import { startLrs, type TestServer } from './server.js';

const versions = ['1.0.3', '2.0.0'] as const;
const resources = ['activities/state', 'agents/profile', 'activities/profile'] as const;
type Resource = (typeof resources)[number];

/** A document's parameters of its own, and how its resource names documents. */
function fresh(resource: Resource): { owner: Record<string, string>; idParam: string } {
  const activityId = `https://courses.example/documents/${randomUUID()}?a=b&c`;
  const agent = JSON.stringify(learner(randomUUID()));
  switch (resource) {
    case 'activities/state':
      return { owner: { activityId, agent }, idParam: 'stateId' };
    case 'agents/profile':
      return { owner: { agent }, idParam: 'profileId' };
    case 'activities/profile':
      return { owner: { activityId }, idParam: 'profileId' };
  }
}

eachDatabase('documents', (database) => {
  let lrs: TestServer;
  beforeAll(async () => {
    lrs = await startLrs({ database: await database() });
  });
  afterAll(async () => {
    expect(lrs.errors).toEqual([]);
    await lrs.stop();
  });

  const cases = versions.flatMap((version) => resources.map((resource) => [version, resource] as const));
  describe.each(cases)('under %s in %s', (version, resource) => {
    const place = (params: Record<string, string>) => `${resource}?${new URLSearchParams(params)}`;
    const call = (method: string, to: string, body?: unknown, headers: Record<string, string> = {}) =>
      lrs.call(method, to, { body, headers: { 'X-Experience-API-Version': version, ...headers } });
    const bare = (method: string, to: string) =>
      method === 'GET' ? call(method, to) : call(method, to, {}, method === 'PUT' ? anew : {});
    const isState = resource === 'activities/state';
    const anew = { 'If-None-Match': '*' };

    function one(): string {
      const { owner, idParam } = fresh(resource);
      return place({ ...owner, [idParam]: 'a document/with ä & more' });
    }

    it('are written, merged one level deep, read and deleted', async () => {
      const to = one();
      expect((await call('GET', to)).status).toBe(404);
      expect((await call('POST', to, { a: { b: 1, c: 2 }, d: 1 })).status).toBe(204);
      expect((await call('POST', to, { a: { e: 3 }, f: null })).status).toBe(204);
      const answer = await call('GET', to);
      expect(await answer.json()).toEqual({ a: { e: 3 }, d: 1, f: null });
      expect(answer.headers.get('Content-Type')).toBe('application/json');
      expect((await call('DELETE', to)).status).toBe(204);
      expect((await call('GET', to)).status).toBe(404);
      expect((await call('DELETE', to)).status).toBe(204);
    });

    it('hold any bytes under any type, and are merged only as JSON objects', async () => {
      const to = one();
      const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
      const own = { 'Content-Type': 'application/x-own; v="1"' };
      expect((await call('PUT', to, bytes, { ...anew, ...own })).status).toBe(204);
      const answer = await call('GET', to);
      expect([new Uint8Array(await answer.arrayBuffer()), answer.headers.get('Content-Type')]).toEqual([
        bytes,
        own['Content-Type'],
      ]);
      expect((await call('POST', to, { a: 1 })).status).toBe(400);
      expect(new Uint8Array(await (await call('GET', to)).arrayBuffer())).toEqual(bytes);
      const json = one();
      await call('POST', json, { a: 1 });
      for (const wrong of ['[1]', '"text"', '{"a":', '']) expect((await call('POST', json, wrong)).status).toBe(400);
      expect((await call('POST', json, 'a', { 'Content-Type': 'text/plain' })).status).toBe(400);
      expect(await (await call('GET', json)).json()).toEqual({ a: 1 });
    });

    it('have a quoted tag that changes with the content, and the time of their last change', async () => {
      const to = one();
      await call('POST', to, { v: 1 });
      const before = await call('GET', to);
      expect(before.headers.get('ETag')).toMatch(/^"[^"]+"$/);
      expect(Number.isNaN(Date.parse(before.headers.get('Last-Modified') ?? ''))).toBe(false);
      await call('POST', to, { v: 2 });
      expect((await call('GET', to)).headers.get('ETag')).not.toBe(before.headers.get('ETag'));
    });

    it('are changed only while they are what If-Match or If-None-Match says', async () => {
      const to = one();
      for (const method of ['PUT', 'POST', 'DELETE'])
        expect((await call(method, to, { v: 0 }, { 'If-Match': '*' })).status).toBe(412);
      expect((await call('PUT', to, { v: 1 }, anew)).status).toBe(204);
      const tag = (await call('GET', to)).headers.get('ETag') ?? '';
      for (const headers of [anew, { 'If-Match': '"other"' }, { 'If-None-Match': `"x", ${tag}` }]) {
        for (const method of ['PUT', 'POST', 'DELETE'])
          expect([method, headers, (await call(method, to, { v: 2 }, headers)).status]).toEqual([method, headers, 412]);
      }
      expect(await (await call('GET', to)).json()).toEqual({ v: 1 });
      expect((await call('PUT', to, { v: 3 }, { 'If-Match': `"other", ${tag}` })).status).toBe(204);
      expect((await call('PUT', to, { v: 4 }, { 'If-Match': '*' })).status).toBe(204);
      expect((await call('POST', to, { w: 1 }, { 'If-None-Match': '"other"' })).status).toBe(204);
      expect(await (await call('GET', to)).json()).toEqual({ v: 4, w: 1 });
      const last = (await call('GET', to)).headers.get('ETag') ?? '';
      expect((await call('DELETE', to, undefined, { 'If-Match': last })).status).toBe(204);
    });

    it('are not replaced blindly, but for a state of 1.0.3', async () => {
      const to = one();
      // In 1.0.3 the writer of a new profile says that it expects none.
      const first = await call('PUT', to, { v: 1 });
      expect(first.status).toBe(version === '1.0.3' && !isState ? 400 : 204);
      await call('POST', to, { v: 1 });
      const blind = await call('PUT', to, { v: 2 });
      const allowed = version === '1.0.3' && isState;
      expect(blind.status).toBe(allowed ? 204 : 409);
      if (!allowed) expect((await blind.json()).error).toMatch(/If-Match/);
      expect(await (await call('GET', to)).json()).toEqual({ v: allowed ? 2 : 1 });
    });

    it('are written by one of many at once, who all saw the same', async () => {
      const to = one();
      await call('PUT', to, { v: 0 }, anew);
      const tag = (await call('GET', to)).headers.get('ETag') ?? '';
      const writers = Array.from({ length: 8 }, (_, v) => call('PUT', to, { v: v + 1 }, { 'If-Match': tag }));
      const statuses = (await Promise.all(writers)).map((answer) => answer.status);
      expect(statuses.sort()).toEqual([204, ...Array.from({ length: 7 }, () => 412)]);
      await Promise.all(Array.from({ length: 8 }, (_, n) => call('POST', to, { [`by${n}`]: n })));
      expect(Object.keys(await (await call('GET', to)).json())).toHaveLength(9);
    });

    it('are listed by their owner, all or those changed since', async () => {
      const { owner, idParam } = fresh(resource);
      for (const id of ['x', 'y']) await call('POST', place({ ...owner, [idParam]: id }), { id });
      const list = await call('GET', place(owner));
      expect(await list.json()).toEqual(['x', 'y']);
      expect(list.headers.get('Last-Modified')).toBeTruthy();
      const later = new Date(Date.now() + 3_600_000).toISOString();
      expect(await (await call('GET', place({ ...owner, since: later }))).json()).toEqual([]);
      expect(await (await call('GET', place({ ...owner, since: '2020-01-01T00:00:00Z' }))).json()).toEqual(['x', 'y']);
      expect((await call('GET', place({ ...owner, since: 'yesterday' }))).status).toBe(400);
      expect(await (await call('GET', place(fresh(resource).owner))).json()).toEqual([]);
    });

    it('need their owner and their name, each a right one', async () => {
      const { owner, idParam } = fresh(resource);
      const whole: Record<string, string> = { ...owner, [idParam]: 'a' };
      for (const missing of Object.keys(owner)) {
        const { [missing]: _, ...rest } = whole;
        for (const method of ['GET', 'PUT', 'POST', 'DELETE'])
          expect([missing, method, (await bare(method, place(rest))).status]).toEqual([missing, method, 400]);
      }
      for (const method of ['PUT', 'POST', ...(isState ? [] : ['DELETE'])])
        expect([method, (await call(method, place(owner), {}, anew)).status]).toEqual([method, 400]);
      const wrong: Record<string, string>[] = [
        ...('agent' in owner ? [{ agent: 'learner' }, { agent: '{}' }, { agent: '{"mbox":"x"}' }] : []),
        ...('activityId' in owner ? [{ activityId: 'module' }] : []),
        ...(isState ? [{ registration: 'abc' }] : [{ registration: randomUUID() }]),
      ];
      for (const part of wrong)
        for (const method of ['GET', 'PUT', 'POST', 'DELETE'])
          expect([part, method, (await bare(method, place({ ...whole, ...part }))).status]).toEqual([
            part,
            method,
            400,
          ]);
    });

    if (isState)
      it('are apart by registration, and deleted together', async () => {
        const { owner } = fresh(resource);
        const registration = randomUUID();
        await call('POST', place({ ...owner, stateId: 'a' }), { in: 'none' });
        await call('POST', place({ ...owner, stateId: 'a', registration }), { in: 'one' });
        expect(await (await call('GET', place({ ...owner, stateId: 'a' }))).json()).toEqual({ in: 'none' });
        const upper = registration.toUpperCase();
        expect(await (await call('GET', place({ ...owner, stateId: 'a', registration: upper }))).json()).toEqual({
          in: 'one',
        });
        expect(await (await call('GET', place({ ...owner, registration }))).json()).toEqual(['a']);
        expect((await call('DELETE', place({ ...owner, registration }))).status).toBe(204);
        expect(await (await call('GET', place({ ...owner, registration }))).json()).toEqual([]);
        expect((await call('GET', place({ ...owner, stateId: 'a' }))).status).toBe(200);
        expect((await call('DELETE', place(owner))).status).toBe(204);
        expect((await call('GET', place({ ...owner, stateId: 'a' }))).status).toBe(404);
      });
  });
});
