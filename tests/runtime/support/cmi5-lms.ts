import type { BrowserContext } from 'playwright-core';
import { judgeStatement } from '../../../src/launch/cmi5/judge-statement.js';
import { type Progress, progressShape } from '../../../src/launch/cmi5/progress.js';
import type { Cmi5Session } from '../../../src/launch/cmi5/session.js';
import { cmi5, profileTerms } from '../../../src/xapi/vocabulary.js';
import type { contentSite } from './content-site.js';
import { type Json, recordStore } from './record-store.js';
import { until } from './web-server.js';

export const actor = { objectType: 'Agent', account: { name: 'L-0001', homePage: 'https://example.org/learners' } };
export const activityId = 'https://lms.example.org/activities/4711';
export const registration = '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001';

interface Wish {
  readonly mode?: 'Normal' | 'Browse' | 'Review';
  readonly masteryScore?: number;
}

/** An LMS with one registration; each `launch` is a session of its own. */
export async function cmi5Lms(
  site: Awaited<ReturnType<typeof contentSite>>,
  { mode = 'Normal', masteryScore }: Wish = {},
) {
  const store = await recordStore();
  let sessions = 0;
  let session: Cmi5Session | null = null;
  const templateOf = (id: string) => ({
    contextActivities: { grouping: [{ objectType: 'Activity', id: 'https://example.org/cpm/modules/sample' }] },
    extensions: { [cmi5.sessionId]: id },
  });
  return {
    store,
    async launch(context?: BrowserContext) {
      sessions += 1;
      const sessionId = `session-${sessions}`;
      session = {
        sessionId,
        registration,
        actor,
        lms: {},
        launchMode: mode,
        assignment: {
          activityId,
          publisherId: 'https://example.org/cpm/modules/sample',
          masteryScore: masteryScore ?? null,
        } as Cmi5Session['assignment'],
      };
      store.putDocument(
        { stateId: 'LMS.LaunchData', activityId, agent: JSON.stringify(actor), registration },
        {
          contextTemplate: templateOf(sessionId),
          launchMode: mode,
          moveOn: 'CompletedAndPassed',
          returnURL: `${site.origin}/back.html`,
          ...(masteryScore === undefined ? {} : { masteryScore }),
        },
      );
      return site.launch(
        {
          endpoint: store.endpoint,
          fetch: `${store.origin}/token?key=${sessionId}`,
          actor: JSON.stringify(actor),
          registration,
          activityId,
        },
        context,
      );
    },
    /** What is kept of statements that a session could not send, by session id. */
    unsent(): Readonly<Record<string, readonly Json[]>> {
      const found = [...store.documents].find(([key]) =>
        key.startsWith(profileTerms('https://example.org/cpm/').unsent),
      );
      return JSON.parse(found?.[1] ?? '{}');
    },
    /** What a strict LMS would refuse of these statements; `known` is what earlier sessions came to. */
    refusals(statements: readonly Json[], known = { completed: false, passed: false }) {
      let progress: Progress = progressShape.parse({ launchDataRead: true, preferencesRead: true, ...known });
      return statements.flatMap((statement) => {
        if (!session) return ['no session'];
        if (progress.terminated) return ['after Terminated'];
        const judged = judgeStatement(statement, session, progress);
        if ('reason' in judged) return [judged.reason];
        progress = judged;
        return [];
      });
    },
    close: () => store.close(),
  };
}

export const terminated = (store: Awaited<ReturnType<typeof recordStore>>, times = 1) =>
  until(() => store.verbs().filter((v) => v === 'terminated').length === times);

export const wordsOf = (statements: readonly Json[]) =>
  statements.map((s) =>
    String((s.verb as Json).id)
      .split('/')
      .at(-1),
  );
export const sessionOf = (s: Json) => ((s.context as Json).extensions as Json)[cmi5.sessionId];
