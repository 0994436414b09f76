import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { irisOf } from '../../src/iris.js';
import type { CredentialWish, NewCredential } from '../../src/lrs/credentials.js';
import { packageKeyBatch, packageKeyGuard, packageKeyStatement } from '../../src/lrs/package-key.js';
import { isAtOrBelow } from '../../src/lrs/within-activity.js';
import { isObject, type JsonObject, textAt } from '../../src/xapi/json.js';
import { type Moment, statementBuilders } from '../../src/xapi/statements.js';
import { cmi5, verbs } from '../../src/xapi/vocabulary.js';
import { scratchFolder } from '../support/browser.js';
import { type CollectingServer, iriBase, startCollecting } from './collecting-server.js';
import { learner, sample } from './samples.js';

const iris = irisOf(iriBase, 'engagement');
const other = irisOf(iriBase, 'teaming');

const facts = {
  course: { iri: iris.module, iriBase, title: 'Engagement', version: '1.2.0', language: 'en-US' },
  activityId: iris.module,
  actor: learner('a'),
  registration: randomUUID(),
  session: randomUUID(),
  target: 'scorm12',
};
const moment = (): Moment => ({ id: randomUUID(), at: Date.UTC(2026, 3, 1) });
const verdict = { score: 0.8, try: 1, durationSeconds: 60 };

/** Every statement that a package sends, as its page builds it. */
function fromPackage(): JsonObject[] {
  const build = statementBuilders(facts);
  const question = {
    iri: iris.question('q1'),
    title: 'One',
    text: 'Which one?',
    components: { interactionType: 'choice', choices: [{ id: 'a', text: 'A' }] },
  };
  return [
    build.initialized(moment()),
    build.experienced(moment(), { iri: iris.page('p1'), title: 'Page' }),
    build.answered(moment(), {
      question,
      spelled: undefined,
      score: 1,
      latencySeconds: 3,
      parentIri: iris.assessment,
      try: 1,
      withSuccess: true,
    }),
    build.attempted(moment(), { iri: iris.assessment, title: 'Assessment' }, verdict),
    build.progressed(moment(), 0.5),
    build.passed(moment(), verdict),
    build.failed(moment(), verdict),
    build.completed(moment(), 90),
    build.terminated(moment(), 120),
  ];
}

let lrs: CollectingServer;
let key: NewCredential;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('package-key');
  done = scratch.done;
  lrs = await startCollecting(path.join(scratch.folder, 'records.db'));
  key = await packageKey();
});
afterAll(async () => {
  await lrs.stop();
  await done();
});

const packageKey = (wish: Partial<CredentialWish> = {}) =>
  lrs.credentials.create({ label: 'package', scopes: ['statements/write'], activities: [iris.module], ...wish });
const call = (method: string, to: string, body?: unknown, authorization = key.authorization) =>
  lrs.call(method, `collector/${to}`, { authorization, ...(body === undefined ? {} : { body }) });
const asAdmin = async (to: string) => {
  const answer = await lrs.call('GET', `xapi/${to}`, { authorization: lrs.admin.authorization });
  const json: unknown = await answer.json();
  return { status: answer.status, json };
};
const isStored = async (statement: JsonObject) =>
  (await asAdmin(`statements?statementId=${String(statement.id)}`)).status === 200;

/** A statement of a package with something changed: `change` gets a copy to write in. */
function altered(change: (statement: Record<string, unknown>, context: Record<string, unknown>) => void): JsonObject {
  const statement = structuredClone({ ...statementBuilders(facts).passed(moment(), verdict) });
  const context = isObject(statement.context) ? { ...statement.context } : {};
  statement.context = context;
  change(statement, context);
  return statement;
}

/** One about something that is no activity; its context may then name no revision (xAPI 1.0.3 Data 2.4.6). */
const ofOther = (object: (statement: JsonObject) => JsonObject) =>
  altered((statement, context) => {
    statement.object = object(statement);
    delete context.revision;
  });

describe('a package key', () => {
  it('writes every statement that packages send, one by one and together, again without harm', async () => {
    for (const statement of fromPackage()) {
      const answer = await call('PUT', `statements?statementId=${String(statement.id)}`, statement);
      expect(answer.status, await answer.text()).toBe(204);
      expect(await isStored(statement)).toBe(true);
    }
    const batch = fromPackage();
    for (let n = 0; n < 2; n++) {
      const answer = await call('POST', 'statements', batch);
      expect(answer.status, await answer.text()).toBe(200);
    }
    const { json } = await asAdmin(`statements?statementId=${String(batch[0]?.id)}`);
    const account = { homePage: `${iriBase}records`, name: key.id };
    expect(json).toMatchObject({ authority: { objectType: 'Agent', account } });
  });

  it.each([
    ['as it is made', {}],
    ['with scopes that are wider than they should be', { scopes: ['statements/write', 'all', 'define', 'roster'] }],
  ] satisfies [string, Partial<CredentialWish>][])(
    'reads nothing, keeps no documents and learns nothing of people, %s',
    async (_, wish) => {
      const { authorization } = await packageKey(wish);
      const agent = JSON.stringify(learner('a'));
      const statement = fromPackage()[0] ?? {};
      expect((await call('POST', 'statements', statement, authorization)).status).toBe(200);
      const state = { activityId: iris.module, agent, stateId: 's' };
      const tries: [string, string][] = [
        ...['GET', 'HEAD'].flatMap((method): [string, string][] => [
          [method, 'statements'],
          [method, `statements?statementId=${String(statement.id)}`],
          [method, `activities?${new URLSearchParams({ activityId: iris.module })}`],
          [method, `agents?${new URLSearchParams({ agent })}`],
        ]),
        ...['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].flatMap((method): [string, string][] => [
          [method, `activities/state?${new URLSearchParams(state)}`],
          [method, `agents/profile?${new URLSearchParams({ agent, profileId: 'p' })}`],
          [method, `activities/profile?${new URLSearchParams({ activityId: iris.module, profileId: 'p' })}`],
        ]),
        ['POST', 'statements?method=GET'],
        ['GET', 'roster'],
        ['GET', 'roster?account=x'],
      ];
      for (const [method, to] of tries) {
        for (const place of ['xapi', 'collector']) {
          const body = ['PUT', 'POST'].includes(method) ? { body: {} } : {};
          const answer = await lrs.call(method, `${place}/${to}`, { authorization, ...body });
          expect([400, 403, 404, 405], `${method} ${place}/${to}`).toContain(answer.status);
        }
      }
    },
  );

  it('writes at the collector only, which makes learners opaque', async () => {
    const statement = fromPackage()[0] ?? {};
    const answer = await lrs.call('POST', 'xapi/statements', { body: statement, authorization: key.authorization });
    expect([answer.status, await isStored(statement)]).toEqual([403, false]);
  });

  const breaches: Record<string, JsonObject> = {
    'about another module': altered((s) => Object.assign(s, { object: { id: other.module } })),
    'about a module whose id only begins alike': altered((s) =>
      Object.assign(s, { object: { id: `${iris.module}-2` } }),
    ),
    'about a person': ofOther(() => learner('b')),
    'about a statement': ofOther(() => ({ objectType: 'StatementRef', id: randomUUID() })),
    'about what somebody shall do': ofOther(({ actor, verb }) => ({
      ...{ objectType: 'SubStatement', actor, verb },
      object: { id: iris.module },
    })),
    'that voids': {
      ...ofOther(() => ({ objectType: 'StatementRef', id: randomUUID() })),
      verb: { id: verbs.voided.id },
    },
    'with a verb that packages do not send': altered((s) =>
      Object.assign(s, { verb: { id: 'https://w3id.org/xapi/adl/verbs/waived' } }),
    ),
    'of a learner with a mail address': altered((s) => Object.assign(s, { actor: { mbox: 'mailto:a@lms.example' } })),
    'of a learner with a mail hash': altered((s) => Object.assign(s, { actor: { mbox_sha1sum: 'a'.repeat(40) } })),
    'of a learner with an openid': altered((s) => Object.assign(s, { actor: { openid: 'https://a.example/' } })),
    'of a group': altered((s) => Object.assign(s, { actor: { ...learner('g'), objectType: 'Group' } })),
    'of nobody named': altered((s) => Object.assign(s, { actor: { objectType: 'Group', member: [learner('a')] } })),
    'without a registration': altered((_, context) => delete context.registration),
    'with an authority': altered((s) => Object.assign(s, { authority: learner('admin') })),
    'with a time of storing': altered((s) => Object.assign(s, { stored: '2026-01-01T00:00:00Z' })),
    'with an instructor': altered((_, context) => Object.assign(context, { instructor: learner('b') })),
    'with a team': altered((_, context) => Object.assign(context, { team: { ...learner('b'), objectType: 'Group' } })),
    'that refers to a statement': altered((_, context) =>
      Object.assign(context, { statement: { objectType: 'StatementRef', id: randomUUID() } }),
    ),
    'with an attachment': altered((s) =>
      Object.assign(s, {
        attachments: [
          {
            usageType: 'https://x.example/u',
            display: { en: 'x' },
            contentType: 'text/plain',
            length: 1,
            sha2: 'a'.repeat(64),
            fileUrl: 'https://x.example/f',
          },
        ],
      }),
    ),
    ...Object.fromEntries(
      ['parent', 'grouping', 'category', 'other'].map((kind) => [
        `whose context names another module as ${kind}`,
        altered((_, context) => Object.assign(context, { contextActivities: { [kind]: [{ id: other.page('p1') }] } })),
      ]),
    ),
    'that passes for one of cmi5': altered((_, context) =>
      Object.assign(context, { contextActivities: { category: [{ id: cmi5.moveOn }] } }),
    ),
  };

  it.each(Object.entries(breaches))('writes no statement %s', async (_, statement) => {
    const good = fromPackage()[0] ?? {};
    const answer = await call('POST', 'statements', [good, statement]);
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('error')]);
    // All or none.
    expect([await isStored(good), await isStored(statement)]).toEqual([false, false]);
  });

  it('says which activities it may speak about when it is refused for another', async () => {
    const answer = await call('POST', 'statements', breaches['about another module']);
    expect(await answer.text()).toContain(iris.module);
  });

  it('sends no statement and no batch that is larger than packages make them', async () => {
    const long = altered((s) => Object.assign(s, { result: { response: 'x'.repeat(packageKeyStatement) } }));
    expect((await call('POST', 'statements', long)).status).toBe(413);
    const many = Array.from({ length: packageKeyBatch + 1 }, () => altered(() => undefined));
    expect((await call('POST', 'statements', many)).status).toBe(413);
    expect((await call('POST', 'statements', many.slice(1))).status).toBe(200);
  });

  it('changes nothing of what the store knows of its activities', async () => {
    const address = `activities?${new URLSearchParams({ activityId: iris.module })}`;
    const object = (name: string) => ({ id: iris.module, definition: { name: { 'en-US': name } } });
    const authorization = lrs.admin.authorization;
    await lrs.call('POST', 'xapi/statements', { authorization, body: sample({ object: object('Engagement') }) });
    const spoilt = altered((s) => Object.assign(s, { object: object('Spoilt') }));
    expect((await call('POST', 'statements', spoilt)).status).toBe(200);
    expect((await asAdmin(address)).json).toMatchObject(object('Engagement'));
  });

  it('ends with the next request when it is revoked', async () => {
    const brief = await packageKey();
    const post = async () => (await call('POST', 'statements', fromPackage(), brief.authorization)).status;
    expect(await post()).toBe(200);
    await lrs.credentials.revoke(brief.id);
    expect(await post()).toBe(401);
  });
});

describe('the bounds of a package key', () => {
  const passes = async (activities: readonly string[], statement: JsonObject) =>
    (await packageKeyGuard(activities).statements([statement])) === null;
  const about = (id: string) =>
    altered((s, context) => {
      s.object = { id };
      delete context.contextActivities;
    });

  it('hold several activities', async () => {
    const both = [iris.module, other.module];
    for (const id of [iris.module, other.page('p')]) expect(await passes(both, about(id)), id).toBe(true);
    expect(await passes(both, about(`${iriBase}modules/third`))).toBe(false);
  });

  it('hold nothing when they name nothing', async () => {
    expect(await passes([], about(iris.module))).toBe(false);
    expect(await passes([], about(''))).toBe(false);
  });

  it('hold activities of a form that is not ours, then without our category', async () => {
    const foreign = 'https://elsewhere.example/course?id=7';
    expect(await passes([foreign], about(`${foreign}#part`))).toBe(true);
    const ours = fromPackage().find((one) => textAt(one, 'object', 'id') === iris.module) ?? {};
    const withOurs = { ...ours, object: { id: foreign }, context: { ...(isObject(ours.context) ? ours.context : {}) } };
    expect(await passes([foreign], withOurs)).toBe(false);
  });

  it('take for below only what goes on behind a mark', () => {
    const at = 'https://x.example/modules/a';
    for (const id of [at, `${at}/b`, `${at}#b`, `${at}?b`]) expect(isAtOrBelow(at, id), id).toBe(true);
    for (const id of [
      `${at}b`,
      `${at}.b`,
      `${at}%2Fb`,
      at.toUpperCase(),
      at.slice(0, -1),
      '',
      'https://x.example/modules',
    ])
      expect(isAtOrBelow(at, id), id).toBe(false);
  });
});
