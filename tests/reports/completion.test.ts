import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/xapi/json.js';
import { actorOf, dressed, iriBase, play, start, wholeRun } from './plays.js';
import { recordsOf } from './records-of.js';

const records = (...statements: JsonObject[]) => recordsOf(statements);
const only = (...statements: JsonObject[]) => {
  const [one, ...others] = records(...statements);
  expect(others).toEqual([]);
  return one;
};

describe('the record of a learner in a module', () => {
  it('tells status, best score, tries, time, version and last seen', () => {
    const one = play('k1', 'one', 'scorm12', { version: '1.2.0' });
    expect(only(...wholeRun(one))).toEqual({
      learner: { identity: 'account|k1|https://lms.example/', account: 'k1', homePage: 'https://lms.example/' },
      moduleIri: `${iriBase}modules/one`,
      status: 'completed',
      score: 0.875,
      preTest: null,
      tries: 2,
      attempts: 1,
      seconds: 1200,
      lastSeen: start + 20 * 60_000,
      version: '1.2.0',
      registrations: [{ registration: one.registration, target: 'scorm12' }],
    });
  });

  it('follows the learner from the first page to the end', () => {
    const { build, at } = play('k', 'one', 'xapi');
    const verdict = (score: number, number: number) => ({ score, try: number, durationSeconds: 60 });
    const place = { iri: `${iriBase}modules/one/assessment`, title: 'A' };
    const begun = [build.initialized(at(0))];
    const missed = [...begun, build.attempted(at(1), place, verdict(0.2, 1))];
    expect(only(...begun)?.status).toBe('in-progress');
    expect(only(...missed)?.status).toBe('not-passed-yet');
    expect(only(...missed, build.failed(at(2), verdict(0.4, 2)), build.completed(at(2), 9))).toMatchObject({
      status: 'failed',
      score: 0.4,
      tries: 2,
    });
    expect(only(...missed, build.passed(at(2), verdict(0.9, 2)))?.status).toBe('in-progress');
    expect(only(...missed, build.passed(at(2), verdict(0.9, 2)), build.completed(at(3), 9))?.status).toBe('completed');
    expect(only(...begun, build.completed(at(3), 9))).toMatchObject({ status: 'completed', score: null, tries: 0 });
  });

  it('tells the pre-test apart from the tries, and takes its score from whatever statement holds it', () => {
    const { build, at } = play('k', 'one', 'cmi5');
    const place = { iri: `${iriBase}modules/one/assessment`, title: 'A' };
    const pre = build.attempted(at(1), place, { score: 0.25, try: 0, durationSeconds: 60 });
    expect(only(build.initialized(at(0)), pre)).toMatchObject({
      status: 'in-progress',
      score: null,
      tries: 0,
      preTest: 0.25,
    });
    const passed = build.passed(at(2), { score: 0.9, try: 1, durationSeconds: 60, preTestScore: 0.25 });
    for (const known of [[pre, passed], [passed, pre], [passed]]) {
      expect(only(...known)).toMatchObject({ score: 0.9, tries: 1, preTest: 0.25 });
    }
  });

  it('is one for a learner who played all four targets, with four registrations', () => {
    const [a, b, c] = ['scorm12', 'scorm2004-4', 'xapi'].map((target) => play('k', 'one', target));
    const lms = play('k', 'one', 'cmi5', { activityId: 'https://lms.example/activity/77' });
    const session = randomUUID();
    const statements = [a, b, c].flatMap((one, n) => (one ? wholeRun(one, n * 60) : []));
    const byLms = wholeRun(lms, 300).map((one) => dressed(one, session, `${iriBase}modules/one/au`));
    const one = only(...statements, ...byLms);
    expect(one).toMatchObject({ status: 'completed', tries: 8, attempts: 4, seconds: 4800, score: 0.875 });
    expect(one?.registrations.map(({ target }) => target).sort()).toEqual(['cmi5', 'scorm12', 'scorm2004-4', 'xapi']);
  });

  it('stays completed when the module is opened again, and keeps the version that was completed', () => {
    const first = play('k', 'one', 'xapi', { version: '1.0.0' });
    const again = play('k', 'one', 'xapi', { version: '2.0.0' });
    expect(only(...wholeRun(first), again.build.initialized(again.at(500)))).toMatchObject({
      status: 'completed',
      version: '1.0.0',
      attempts: 2,
      lastSeen: start + 500 * 60_000,
    });
  });

  it('speaks by the registration seen last when none is completed', () => {
    const first = play('k', 'one', 'xapi');
    const again = play('k', 'one', 'xapi', { version: '1.1.0' });
    const failed = [
      first.build.failed(first.at(5), { score: 0.1, try: 1, durationSeconds: 1 }),
      first.build.completed(first.at(5), 1),
    ];
    expect(only(...failed)?.status).toBe('failed');
    expect(only(...failed, again.build.initialized(again.at(60)))).toMatchObject({
      status: 'in-progress',
      version: '1.1.0',
      score: 0.1,
    });
  });

  it('counts a session without an end from its first statement to its last, and adds up sessions of a registration', () => {
    const first = play('k', 'one', 'scorm12');
    const second = play('k', 'one', 'scorm12', { registration: first.registration.toUpperCase() });
    expect(
      only(
        first.build.initialized(first.at(0)),
        first.build.progressed(first.at(7), 0.5),
        second.build.initialized(second.at(100)),
        second.build.terminated(second.at(103), 170),
      ),
    ).toMatchObject({ seconds: 7 * 60 + 170, attempts: 1 });
  });

  it('is not started when only the LMS spoke of it', () => {
    const launched = {
      id: randomUUID(),
      actor: actorOf('k'),
      verb: { id: 'http://adlnet.gov/expapi/verbs/launched' },
      object: { id: 'https://lms.example/activity/77' },
      context: { registration: randomUUID(), contextActivities: { grouping: [{ id: `${iriBase}modules/one` }] } },
      timestamp: new Date(start).toISOString(),
    };
    expect(only(launched)).toMatchObject({ status: 'not-started', lastSeen: null, attempts: 1 });
  });

  it('takes no LMS for a learner: what it rejected or voided it says of itself', () => {
    const { build, at } = play('k', 'one', 'xapi');
    const said = ['http://activitystrea.ms/schema/1.0/reject', 'http://adlnet.gov/expapi/verbs/voided'].map((verb) => ({
      id: randomUUID(),
      actor: actorOf('lms'),
      verb: { id: verb },
      object: { id: 'https://lms.example/activity/77' },
      context: { registration: randomUUID(), contextActivities: { grouping: [{ id: `${iriBase}modules/one` }] } },
      timestamp: new Date(start).toISOString(),
    }));
    expect(records(build.initialized(at(0)), ...said)).toHaveLength(1);
  });

  it('never shows a mailbox', () => {
    const { build, at } = play('k', 'one', 'xapi');
    const one = only({ ...build.initialized(at(0)), actor: { mbox: 'mailto:person@example.org', name: 'Per Son' } });
    expect(one?.learner.account).toMatch(/^no account \([0-9a-f]{8}\)$/);
  });

  it('takes no notice of statements about other things', () => {
    const { build, at } = play('k', 'one', 'xapi');
    const elsewhere = JSON.parse(
      JSON.stringify(build.initialized(at(0))).replaceAll(iriBase, 'https://other.example/'),
    );
    expect(records(elsewhere, {}, { verb: 5 })).toEqual([]);
  });
});
