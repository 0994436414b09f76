import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/commands/log.js';
import { createCredentials } from '../../src/lrs/credentials.js';
import { openStore } from '../../src/lrs/open-store.js';
import { scratchFolder } from '../support/browser.js';
import { smallModules } from '../support/cpm.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';
import { iriBase } from './support/running-server.js';

describe('the log of a server that was used by all sorts of clients', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: RunningCpm;
  let launch: { launch: string; frame: string };
  let packageKey: { id: string; secret: string; authorization: string };
  const learners = {
    mail: 'pat.doe@county.example',
    account: 'E-1234567',
    name: 'Pat Quimby Doe',
    lms: 'lms-learner-778899',
  };
  const registration = randomUUID();
  let answers: number[];
  /** The lines of the log; what the command says to the person who starts it stands between them. */
  const lines = () =>
    server
      .printed()
      .split('\n')
      .filter((line) => line.startsWith('{'));

  beforeAll(async () => {
    scratch = await scratchFolder('log');
    const modules = await smallModules(scratch.folder);
    const data = path.join(scratch.folder, 'data');
    server = await startCpm(data, '--modules', modules, '--log-level', 'debug', '--log-format', 'json');
    const store = await openStore(path.join(data, 'records.sqlite'), Date.now);
    const activity = `${iriBase}modules/clear-words`;
    packageKey = await createCredentials({ store, homePage: `${iriBase}records`, now: Date.now }).create({
      label: 'package',
      scopes: ['statements/write'],
      activities: [activity],
    });
    await store.close();
    const own = `Basic ${Buffer.from(`${server.key}:${server.secret}`).toString('base64')}`;
    const ask = async (to: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(to.startsWith('http') ? to : server.origin + to, {
        method,
        headers: {
          Authorization: own,
          'Content-Type': 'application/json',
          'X-Experience-API-Version': '1.0.3',
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text };
    };
    const mail = { mbox: `mailto:${learners.mail}`, name: learners.name };
    const account = (name: string) => ({ account: { homePage: 'https://lms.example', name } });
    const statement = (actor: object) => ({
      actor,
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      object: { id: activity },
      context: { registration },
    });
    const agent = encodeURIComponent(JSON.stringify(mail));
    const state = `/xapi/activities/state?activityId=https://a.example&agent=${agent}&stateId=${learners.account}`;
    const { text: launched } = await ask('/play/clear-words/scorm12/launches', 'POST', {}, { Origin: server.origin });
    launch = JSON.parse(launched);
    const results = [
      await ask('/xapi/statements', 'POST', [statement(mail), statement(account(learners.account))]),
      await ask(`/xapi/statements?agent=${agent}&registration=${registration}`),
      await ask(state, 'PUT', { note: learners.name }),
      await ask(state),
      await ask(`/xapi/agents?agent=${agent}`),
      await ask('/xapi/statements', 'POST', { actor: mail, oops: learners.account }),
      await ask('/xapi/statements', 'POST', `{"actor": "${learners.mail}`),
      await ask(`/xapi/agents/${learners.mail}`),
      await ask(`/${learners.account}?who=${learners.mail}`),
      await ask(`/reports/learners?learner=${learners.account}`),
      await ask('/xapi/statements', 'GET', undefined, {
        Authorization: `Basic ${Buffer.from(`${learners.mail}:hunter2-of-pat`).toString('base64')}`,
      }),
      await ask('/xapi/statements', 'GET', undefined, { Authorization: `Bearer token-of-${learners.account}` }),
      await ask('/collector/statements', 'POST', statement(account(learners.lms)), {
        Authorization: packageKey.authorization,
      }),
      await ask(launch.frame),
      await ask(`${launch.frame}content/index.html`),
    ];
    answers = results.map((result) => result.status);
    await server.stop();
  });
  afterAll(() => scratch.done());

  it('has a line for each request, with what an operator needs', () => {
    expect(answers).toEqual([200, 200, 204, 200, 200, 400, 400, 404, 404, 200, 401, 401, 200, 200, 200]);
    const requests = lines()
      .map((line): Record<string, unknown> => JSON.parse(line))
      .filter((line) => line.msg === 'request');
    expect(requests.map((line) => line.status)).toEqual([201, ...answers]);
    const [, first] = requests;
    expect(first).toMatchObject({ method: 'POST', path: '/xapi/statements', status: 200, credential: server.key });
    expect(Object.keys(first ?? {}).sort()).toEqual(
      ['bytes', 'credential', 'level', 'method', 'ms', 'msg', 'path', 'pid', 'request', 'status', 'time'].sort(),
    );
    expect(requests.map((line) => line.path)).toContain('/xapi/agents/…');
    expect(requests.map((line) => line.path)).toContain('/…/content/…');
    expect(requests.map((line) => line.path)).toContain('/play/clear-words/scorm12/launches');
    expect(requests.find((line) => line.path === '/collector/statements')).toMatchObject({ credential: packageKey.id });
  });

  it('holds no learner, no secret, no launch and no registration', () => {
    const log = lines().join('\n');
    expect(log).toContain('"msg":"request"');
    const basic = Buffer.from(`${server.key}:${server.secret}`).toString('base64');
    const forbidden = [
      ...Object.values(learners),
      ...['pat.doe', 'Quimby', 'county.example', 'lms.example', 'hunter2', 'token-of', '127.0.0.1"', '?'],
      ...[registration, server.secret, basic, packageKey.secret, packageKey.authorization, launch.launch],
    ];
    for (const word of forbidden) expect(log).not.toContain(word);
  });
});

describe('an error in the log', () => {
  const logged = (error: unknown, format: 'text' | 'json') => {
    const out: string[] = [];
    createLog({ level: 'info', format, write: (line) => out.push(line) }).error({ err: error }, 'error');
    return out.join('\n');
  };
  const refused = Object.assign(
    new Error(
      'duplicate key value violates unique constraint "roster_by_learner", with "E-1234567" by pat@county.example',
    ),
    { code: '23505', detail: 'Key (learner)=(E-1234567) already exists.', table: 'roster', parameters: ['E-1234567'] },
  );
  const causes = new Error('connect postgres://cpm:hunter2@db.example/cpm failed', { cause: refused });

  it.each(['text', 'json'] as const)('has its place in the code, and nothing of what it was about, as %s', (format) => {
    const line = logged(causes, format);
    expect(line).toContain('log.test.ts');
    expect(line).toContain('23505');
    expect(line).toContain('roster_by_learner');
    expect(line).not.toMatch(/E-1234567|pat@|county|hunter2/);
  });

  it('of a parser does not repeat what was parsed', () => {
    try {
      JSON.parse('{"actor": pat@county.example E-1234567}');
    } catch (error) {
      expect(logged(error, 'text')).not.toMatch(/county|E-1234567/);
      expect(logged(error, 'json')).toContain('SyntaxError');
    }
    expect.assertions(2);
  });

  it('is one line of JSON for programs, and a line with its frames below for people', () => {
    expect(logged(refused, 'json').split('\n')).toHaveLength(1);
    expect(JSON.parse(logged(refused, 'json'))).toMatchObject({
      level: 'error',
      err: { code: '23505', table: 'roster' },
    });
    expect(logged(refused, 'text')).toMatch(/^\d\d:\d\d:\d\d error error\nError 23505: .*\n {4}at /);
  });
});
