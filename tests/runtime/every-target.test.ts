import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageKeyGuard } from '../../src/lrs/package-key.js';
import { statementTemplates } from '../../src/xapi/profile/templates.js';
import { cmi5, profileTerms, verbs } from '../../src/xapi/vocabulary.js';
import { launchBrowser } from '../support/browser.js';
import { brokenRules, determinedBy } from '../xapi/template-match.js';
import { contentSite } from './support/content-site.js';
import { readAll, takeTry, toPage, wrongAnswers } from './support/play.js';
import { type Json, recordStore } from './support/record-store.js';
import { rightAnswers, sampleCourse } from './support/sample-course.js';
import { scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

type Store = Awaited<ReturnType<typeof recordStore>>;
interface Course {
  act(action: object): Promise<unknown>;
  close(): Promise<void>;
}

const actor = { objectType: 'Agent', account: { homePage: 'https://example.org/learners', name: 'L-0001' } };
const registrations = ['6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001', '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a002'] as const;
const templates = statementTemplates(profileTerms(sampleCourse.module.iriBase));
const sentVerbs = Object.values(verbs)
  .filter((v) => v !== verbs.voided)
  .map((v) => v.word);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Everything that a learner can bring about: one who passes at the second try, and one who fails for good. */
async function everything(store: Store, launch: (learner: 0 | 1) => Promise<Course>): Promise<void> {
  for (const learner of [0, 1] as const) {
    const course = await launch(learner);
    await course.act({ type: 'check', question: 'k1', answer: learner === 0 ? 'a' : 'b' });
    await readAll(course);
    await takeTry(course, wrongAnswers);
    await takeTry(course, learner === 0 ? rightAnswers : wrongAnswers);
    if (learner === 1) await takeTry(course, wrongAnswers);
    await course.act(toPage('page-one'));
    await course.close();
    await until(() => store.verbs().filter((v) => v === 'terminated').length === learner + 1);
    await until(store.idle);
  }
}

function faults(statements: readonly Json[]): string[] {
  return statements.flatMap((statement) => {
    const found = determinedBy(templates, statement);
    const [template] = found;
    if (found.length !== 1 || !template) return [`${found.length} templates: ${JSON.stringify(statement)}`];
    return brokenRules(template, statement).map(({ location }) => `${template.name}: ${location}`);
  });
}

describe('every statement of every target', () => {
  const whole: Json[][] = [];

  it('follows the template of its verb in cmi5', async () => {
    const site = await contentSite(browser, 'cmi5');
    const store = await recordStore();
    let sessions = 0;
    await everything(store, async (learner) => {
      sessions += 1;
      const registration = registrations[learner];
      store.putDocument(
        {
          stateId: 'LMS.LaunchData',
          activityId: 'https://lms.example.org/a/1',
          agent: JSON.stringify(actor),
          registration,
        },
        {
          launchMode: 'Normal',
          masteryScore: 0.8,
          contextTemplate: {
            contextActivities: { grouping: [{ objectType: 'Activity', id: sampleCourse.module.iri }] },
            extensions: { [cmi5.sessionId]: `s-${sessions}` },
          },
        },
      );
      return site.launch({
        endpoint: store.endpoint,
        fetch: `${store.origin}/token?key=${sessions}`,
        actor: JSON.stringify(actor),
        registration,
        activityId: 'https://lms.example.org/a/1',
      });
    });
    whole.push(store.statements);
    await site.done();
    await store.close();
  });

  it('follows the template of its verb in xapi', async () => {
    const site = await contentSite(browser, 'xapi');
    const store = await recordStore();
    await everything(store, (learner) =>
      site.launch({
        endpoint: store.endpoint,
        auth: 'Basic abc',
        actor: JSON.stringify(actor),
        registration: registrations[learner],
        activity_id: sampleCourse.module.iri,
      }),
    );
    whole.push(store.statements);
    await site.done();
    await store.close();
  });

  it.each<Version>(['scorm12', 'scorm2004'])(
    'follows the template of its verb in %s, and a package key lets it through',
    async (version) => {
      const store = await recordStore();
      const lms = await scormLms(browser, version);
      const learnerId = version === 'scorm12' ? 'cmi.core.student_id' : 'cmi.learner_id';
      await everything(store, (learner) => {
        if (learner === 1) lms.forget();
        const collector = String(new URLSearchParams({ collector: store.endpoint, key: 'id:secret' }));
        return lms.launch({ cmi: { 'cmi.launch_data': collector, [learnerId]: `s-${learner}` } });
      });
      whole.push(store.statements);
      expect(await packageKeyGuard([sampleCourse.module.iri]).statements(store.statements)).toBeNull();
      await lms.done();
      await store.close();
    },
  );

  it('is one of the same set in all of them, and breaks no rule', () => {
    expect(whole).toHaveLength(4);
    for (const statements of whole) {
      const words = statements.map((s) =>
        String((s.verb as Json).id)
          .split('/')
          .at(-1),
      );
      expect(new Set(words)).toEqual(new Set(sentVerbs));
      expect(faults(statements)).toEqual([]);
      expect(words).toEqual(
        whole[0]?.map((s) =>
          String((s.verb as Json).id)
            .split('/')
            .at(-1),
        ),
      );
    }
  });

  it('would be caught with a rule broken', () => {
    const completed = whole[1]?.find((s) => (s.verb as Json).id === verbs.completed.id) ?? {};
    expect(faults([{ ...completed, result: { ...(completed.result as Json), score: { scaled: 1 } } }])).toEqual([
      'completed: $.result.score',
    ]);
    expect(faults([{ ...completed, result: { completion: true } }])).toEqual(['completed: $.result.duration']);
    expect(faults([{ ...completed, verb: { id: 'https://example.org/verbs/other' } }])).toHaveLength(1);
  });
});
