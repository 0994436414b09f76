import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionRules } from '../../src/lrs/session-rules.js';
import { textAt } from '../../src/xapi/json.js';
import { sessionsContract } from './contract/sessions.js';
import { authority, learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

sessionsContract();

describe('rules of a session', () => {
  let lrs: TestServer;
  const told: string[] = [];
  const actors = (statements: readonly Readonly<Record<string, unknown>>[]) =>
    statements.map((one) => textAt(one, 'actor', 'account', 'name')).join();
  /** Refuse what is named so, and otherwise note nothing. */
  const plain: SessionRules = {
    statements(statements, state) {
      told.push(`asked ${actors(statements)}`);
      return actors(statements).includes('forbidden') ? { status: 403, reason: 'Not this one.' } : { state };
    },
    document({ method, resource, params }, state) {
      told.push(`${method} ${resource} ${params.stateId}`);
      return params.stateId === 'own' || method === 'GET' ? { state } : { status: 403, reason: 'Read only.' };
    },
    other: () => ({ status: 403, reason: 'Nothing else.' }),
    async stored(statements) {
      told.push(`stored ${actors(statements)}`);
      return [sample({ actor: learner('besides') })];
    },
  };
  /** Allows so many statements; counts documents too. */
  const counting = (most: number): SessionRules => ({
    statements(statements, state) {
      const sent = Number(state.sent ?? 0) + statements.length;
      return sent > most ? { status: 403, reason: 'Enough.' } : { state: { sent } };
    },
    document: (_request, state) => ({ state: { ...state, documents: Number(state.documents ?? 0) + 1 } }),
    other: () => null,
  });
  /** Wants ids of the sender's own, and puts on record who broke which rule. */
  const strict: SessionRules = {
    statements: (statements, state) =>
      statements.every((one) => 'id' in one) ? { state } : { status: 403, reason: 'B1: no id.', broke: ['B1'] },
    document: () => ({ status: 403, reason: 'No documents, which is held against nobody.' }),
    other: () => ({ status: 403, reason: 'B2: no more.', broke: ['B2'] }),
    malformed: (reason) => ({ status: 403, reason: `B3: ${reason}`, broke: ['B3'] }),
    refused: async ({ broke = [] }) => broke.map((rule) => ({ actor: learner(rule) })),
  };
  beforeAll(async () => {
    lrs = await startLrs({}, Date.now, {
      plain: () => plain,
      strict: () => strict,
      counting: (data) => counting(Number(data.most)),
    });
  });
  afterAll(() => lrs.stop());

  const issue = (kind: string, data = {}, heard?: (statements: readonly object[]) => void) =>
    lrs.credentials.issueSession({
      scopes: ['all'],
      authority,
      about: randomUUID(),
      rule: { kind, data },
      expiresInSeconds: 60,
      ...(heard ? { heard } : {}),
    });
  const status = async (method: string, to: string, authorization: string, body?: unknown) =>
    (await lrs.call(method, to, { headers: { Authorization: authorization }, ...(body === undefined ? {} : { body }) }))
      .status;
  const state = (stateId: string) =>
    `activities/state?${new URLSearchParams({ activityId: 'https://courses.example/a', agent: JSON.stringify(learner('a')), stateId })}`;

  it('are asked before anything is stored, and told after', async () => {
    const heard: string[] = [];
    const { authorization } = await issue('plain', {}, (statements) =>
      heard.push(actors(statements.map((s) => ({ ...s })))),
    );
    const other = sample();
    const forbidden = sample({ actor: learner('forbidden') });
    expect(await status('POST', 'statements', authorization, [other, forbidden])).toBe(403);
    expect(await status('GET', `statements?statementId=${other.id}`, lrs.admin.authorization)).toBe(404);
    expect(await status('POST', 'statements', authorization, other)).toBe(200);
    expect(await status('POST', 'statements', authorization, { actor: 1 })).toBe(400);
    expect(await status('PUT', state('LMS.LaunchData'), authorization, {})).toBe(403);
    expect(await status('PUT', state('own'), authorization, {})).toBe(204);
    expect(await status('GET', 'statements', authorization)).toBe(403);
    expect(told).toEqual([
      'asked a,forbidden',
      'asked a',
      'stored a',
      'PUT activities/state LMS.LaunchData',
      'PUT activities/state own',
    ]);
    expect(heard).toEqual(['a,besides']);
  });

  it('see statements as they were sent, hear of those that are not valid, and have breaches put on record', async () => {
    const heard: string[] = [];
    const { authorization } = await issue('strict', {}, (statements) =>
      heard.push(actors(statements.map((s) => ({ ...s })))),
    );
    const { id: _none, ...nameless } = sample();
    const answer = async (method: string, to: string, body?: unknown) => {
      const response = await lrs.call(method, to, {
        headers: { Authorization: authorization },
        ...(body === undefined ? {} : { body }),
      });
      return [response.status, (await response.json()).error];
    };
    expect(await answer('POST', 'statements', nameless)).toEqual([403, 'B1: no id.']);
    expect(await answer('GET', 'statements')).toEqual([403, 'B2: no more.']);
    expect(await answer('POST', 'statements', { actor: 1 })).toEqual([400, 'B3: The statement is not valid.']);
    expect(await answer('PUT', state('own'), {})).toEqual([403, 'No documents, which is held against nobody.']);
    expect(await status('PUT', `statements?statementId=${randomUUID()}`, authorization, nameless)).toBe(204);
    expect(heard).toEqual(['B1', 'B2', 'B3', 'a']);
  });

  it('write nothing of their own while nothing is to be noted', async () => {
    const session = await issue('plain');
    for (let n = 0; n < 3; n++) expect(await status('POST', 'statements', session.authorization, sample())).toBe(200);
    await status('PUT', state('own'), session.authorization, {});
    expect(await lrs.store.session(session.id)).toMatchObject({ revision: 0, state: {} });
  });

  it('see one request after the other, and lose none of what was noted', async () => {
    const { authorization, id } = await issue('counting', { most: 3 });
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => status('POST', 'statements', authorization, sample())),
      ...Array.from({ length: 6 }, () => status('PUT', state('own'), authorization, {})),
    ]);
    expect(answers.slice(0, 6).sort()).toEqual([200, 200, 200, 403, 403, 403]);
    expect(answers.slice(6)).toEqual(Array.from({ length: 6 }, () => 204));
    expect((await lrs.store.session(id))?.state).toMatchObject({ sent: 3 });
  });

  it('hold a delivery that is repeated for no news', async () => {
    const { authorization } = await issue('counting', { most: 2 });
    const [one, two] = [sample(), sample()];
    expect(await status('POST', 'statements', authorization, one)).toBe(200);
    expect(await status('POST', 'statements', authorization, [one, two])).toBe(200);
    expect(await status('POST', 'statements', authorization, [two, one])).toBe(200);
    expect(await status('POST', 'statements', authorization, [two, sample()])).toBe(403);
  });

  it('note nothing of what the store refuses', async () => {
    const { authorization } = await issue('counting', { most: 1 });
    const there = sample();
    await status('POST', 'statements', lrs.admin.authorization, there);
    expect(await status('POST', 'statements', authorization, { ...there, actor: learner('b') })).toBe(409);
    expect(await status('POST', 'statements', authorization, sample())).toBe(200);
    expect(await status('POST', 'statements', authorization, sample())).toBe(403);
  });

  it('know from the beginning what was noted for them, and nothing after they were used', async () => {
    const session = await issue('counting', { most: 2 });
    await session.note({ sent: 1 });
    expect(await status('POST', 'statements', session.authorization, sample())).toBe(200);
    expect(await status('POST', 'statements', session.authorization, sample())).toBe(403);
    await expect(session.note({})).rejects.toThrow(/before it was handed out/);
    const ended = await issue('counting', { most: 2 });
    await ended.close('Launched again.');
    await ended.note({ sent: 1 });
  });

  it('refuse everything with the reason they were closed with, also what is repeated', async () => {
    const session = await issue('counting', { most: 9 });
    const one = sample();
    await status('POST', 'statements', session.authorization, one);
    await session.close('Launched again.');
    const refused = await lrs.call('POST', 'statements', {
      headers: { Authorization: session.authorization },
      body: one,
    });
    expect([refused.status, (await refused.json()).error]).toEqual([403, 'Launched again.']);
    expect(await status('GET', 'statements', session.authorization)).toBe(403);
    expect(await status('GET', state('own'), session.authorization)).toBe(403);
  });

  it('allow nothing under a kind that this program does not know', async () => {
    const { authorization } = await issue('of a later program');
    expect(await status('POST', 'statements', authorization, sample())).toBe(403);
    expect(await status('GET', state('own'), authorization)).toBe(403);
    expect(await status('GET', 'statements', authorization)).toBe(403);
  });

  it('are needed with their secret: the id alone opens nothing', async () => {
    const { id } = await issue('plain');
    const wrong = `Basic ${Buffer.from(`${id}:${'A'.repeat(22)}`).toString('base64')}`;
    expect(await status('POST', 'statements', wrong, sample())).toBe(401);
    expect(JSON.stringify(await lrs.store.session(id))).toMatch(/"secretHash":"[0-9a-f]{64}"/);
  });
});
