import { cut } from '../../scorm/cut.js';
import { reportedScore } from '../../scorm/reported-score.js';
import { spelledTime } from '../../scorm/spelled-time.js';
import type { Settings } from '../course-element.js';
import type { Outcome } from '../outcome.js';
import type { Journal, OpenSession, Snapshot } from './session.js';
import { collectorDoor } from './shared-collector.js';
import { launchDataDoor } from './shared-launch-data.js';
import { findApi, isForCredit, scormCalls } from './shared-scorm.js';

const names = {
  api: 'API',
  initialize: 'LMSInitialize',
  get: 'LMSGetValue',
  set: 'LMSSetValue',
  commit: 'LMSCommit',
  finish: 'LMSFinish',
  error: 'LMSGetLastError',
  notOpen: ['301'],
} as const;

/** SCORM 1.2 (RTE 3.3, 3.4): one status field, times of this session only, answers that are never read back. */
export const open: OpenSession = async (host) => {
  const found = await findApi(host, names);
  if (!found) return { tracked: false, reason: 'no-lms', returnUrl: null };
  const calls = scormCalls(found, names, host);
  if (!calls.initialize()) return { tracked: false, reason: 'refused', returnUrl: null };

  const counts = isForCredit(calls.get('cmi.core.lesson_mode'), calls.get('cmi.core.credit'));
  const mastery = calls.number('cmi.student_data.mastery_score');
  // Status and score that the LMS holds: what it counts as done is never taken back (8g, 8i).
  const heldStatus = calls.get('cmi.core.lesson_status').toLowerCase();
  const heldScore = calls.number('cmi.core.score.raw');
  const saved = calls.get('cmi.suspend_data');
  const launch = {
    data: calls.get('cmi.launch_data'),
    learner: calls.get('cmi.core.student_id'),
    saved,
    writes: counts,
  };
  let journal: Journal | null = null;
  let status = heldStatus;

  const { failing, untested } = host.settings;

  function set({ state, location, outcome, passingScore, answers, results }: Snapshot): void {
    const now = statusOf(outcome, failing);
    // `passingScore` is null where there is no assessment to pass.
    status = raisedStatus(status, now === 'completed' && passingScore === null ? untested : now);
    calls.put('cmi.core.lesson_status', status);
    calls.put('cmi.core.exit', outcome.final ? '' : 'suspend');
    calls.put('cmi.core.lesson_location', cut(location, 255));
    calls.put('cmi.suspend_data', state);
    // With a mastery score the LMS makes "failed" of any raw score below it (RTE 3.4.4, M9): where the status is to stay
    // "incomplete" while tries are left, a failing score stays with the learner.
    const premature =
      failing === 'incomplete' && mastery !== null && outcome.success === 'failed' && outcome.triesLeft !== 0;
    const raw = outcome.score === null || premature ? null : reportedScore(outcome.score, passingScore, 2, 100);
    // What the LMS counts is not lowered, but where the last try counts and none of another launch was passed.
    const lowers = outcome.lastCounts && heldStatus !== 'passed';
    if (raw !== null && (lowers || raw >= (heldScore ?? 0))) {
      calls.put('cmi.core.score.min', '0');
      calls.put('cmi.core.score.max', '100');
      calls.put('cmi.core.score.raw', String(raw));
    }
    if (answers.length + results.length > 0) journal ??= host.journals.scorm12(calls, host.settings.keptTries);
    journal?.({ answers, results });
  }

  return {
    tracked: true,
    writes: counts,
    learner: calls.get('cmi.core.student_id'),
    saved,
    passingScore: mastery === null ? null : mastery / 100,
    language: calls.get('cmi.student_preference.language') || null,
    door: launchDataDoor(launch.data, host.courseIri) ?? collectorDoor(launch, host),
    returnUrl: null,
    continued: false,
    session: {
      set: (snapshot) => counts && set(snapshot),
      commit: async () => (counts ? calls.commit() : { ok: true }),
      close(snapshot) {
        if (counts) {
          set(snapshot);
          // Once, right before the end: some LMSs add it at every save (L3).
          calls.put('cmi.core.session_time', spelledTime.span12(snapshot.sessionSeconds));
        }
        // LMSFinish keeps what was set (RTE 3.3.3); a commit before it would double the closing payload (4b).
        if (!calls.finish() && counts) calls.commit();
      },
    },
  };
};

/**
 * The one status that stands for an outcome (standards 8g).
 * @param failing the status of who failed and has tries left
 */
function statusOf(outcome: Outcome, failing: Settings['failing']): string {
  const { completion, success, triesLeft } = outcome;
  if (completion === 'completed' && success === 'passed') return 'passed';
  if (success === 'failed' && triesLeft === 0) return 'failed';
  return success === 'failed' && completion === 'incomplete' ? failing : completion;
}

/** Passed stays; completed gives way to passed only. */
function raisedStatus(held: string, now: string): string {
  if (held === 'passed' || (held === 'completed' && now !== 'passed')) return held;
  return now;
}
