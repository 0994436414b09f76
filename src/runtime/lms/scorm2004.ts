import { cut } from '../../scorm/cut.js';
import { reportedScore } from '../../scorm/reported-score.js';
import { spelledTime } from '../../scorm/spelled-time.js';
import type { Outcome } from '../outcome.js';
import type { Journal, OpenSession, Snapshot } from './session.js';
import { collectorDoor } from './shared-collector.js';
import { launchDataDoor } from './shared-launch-data.js';
import { findApi, isForCredit, scormCalls } from './shared-scorm.js';

const names = {
  api: 'API_1484_11',
  initialize: 'Initialize',
  get: 'GetValue',
  set: 'SetValue',
  commit: 'Commit',
  finish: 'Terminate',
  error: 'GetLastError',
  notOpen: ['112', '113', '123', '132', '133', '142', '143'],
} as const;

/** SCORM 2004, every edition (RTE 3.1, 4.2): completion and success apart, always suspended, never navigating. */
export const open: OpenSession = async (host) => {
  const found = await findApi(host, names);
  if (!found) return { tracked: false, reason: 'no-lms', returnUrl: null };
  const calls = scormCalls(found, names, host);
  if (!calls.initialize()) return { tracked: false, reason: 'refused', returnUrl: null };

  const counts = isForCredit(calls.get('cmi.mode'), calls.get('cmi.credit'));
  const heldScore = calls.number('cmi.score.scaled');
  const saved = calls.get('cmi.suspend_data');
  const launch = { data: calls.get('cmi.launch_data'), learner: calls.get('cmi.learner_id'), saved, writes: counts };
  let journal: Journal | null = null;
  let completed = calls.get('cmi.completion_status') === 'completed';
  const heldSuccess = calls.get('cmi.success_status');
  let success = heldSuccess;

  function set({ state, location, outcome, passingScore, sessionSeconds, answers, results }: Snapshot): void {
    // What the LMS counts as completed or passed is never taken back (8i).
    completed ||= outcome.completion === 'completed';
    if (success !== 'passed') success = outcome.success;
    // There is no assessment to pass where `passingScore` is null.
    if (completed && passingScore === null && host.settings.untested === 'passed') success = 'passed';
    calls.put('cmi.completion_status', completed ? 'completed' : 'incomplete');
    calls.put('cmi.success_status', success);
    calls.put('cmi.progress_measure', progressOf(outcome, completed));
    // Also when finished: after any other exit the next launch starts anew and may overwrite the record (M14).
    calls.put('cmi.exit', 'suspend');
    calls.put('cmi.location', cut(location, 1000));
    calls.put('cmi.suspend_data', state);
    // Unset or zero leaves the LMS's total time broken (M15).
    calls.put('cmi.session_time', spelledTime.span2004(Math.max(1, sessionSeconds)));
    const scaled = outcome.score === null ? null : reportedScore(outcome.score, passingScore, 4);
    const lowers = outcome.lastCounts && heldSuccess !== 'passed';
    if (scaled !== null && (lowers || scaled >= (heldScore ?? 0))) {
      calls.put('cmi.score.min', '0');
      calls.put('cmi.score.max', '100');
      calls.put('cmi.score.raw', String(Math.round(scaled * 10_000) / 100));
      calls.put('cmi.score.scaled', String(scaled));
    }
    if (answers.length + results.length > 0) journal ??= host.journals.scorm2004(calls, host.settings.keptTries);
    journal?.({ answers, results });
  }

  return {
    tracked: true,
    writes: counts,
    learner: calls.get('cmi.learner_id'),
    saved,
    passingScore: calls.number('cmi.scaled_passing_score'),
    language: calls.get('cmi.learner_preference.language') || null,
    door: launchDataDoor(launch.data, host.courseIri) ?? collectorDoor(launch, host),
    returnUrl: null,
    continued: false,
    session: {
      set: (snapshot) => counts && set(snapshot),
      commit: async () => (counts ? calls.commit() : { ok: true }),
      close(snapshot) {
        if (counts) set(snapshot);
        // Terminate keeps what was set (RTE 3.1.3.2); a commit before it would double the closing payload (4b).
        if (!calls.finish() && counts) calls.commit();
      },
    },
  };
};

/** 1 exactly when completed, so that an LMS that derives completion from it agrees (8g). */
function progressOf(outcome: Outcome, completed: boolean): string {
  return completed ? '1' : String(Math.min(0.99, Math.floor(outcome.progress * 100) / 100));
}
