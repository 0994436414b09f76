import { cut } from '../../scorm/cut.js';
import { reportedScore } from '../../scorm/reported-score.js';
import { spelledInteraction } from '../../scorm/spelled-interaction.js';
import { spelledTime } from '../../scorm/spelled-time.js';
import type { Outcome } from '../attempt.js';
import type { OpenSession, Snapshot } from './session.js';
import { createJournal, type OpenRecord } from './shared-journal.js';
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
  const api = await findApi(host, names);
  if (!api) return { tracked: false, reason: 'no-lms', returnUrl: null };
  const calls = scormCalls(api, names);
  if (!calls.initialize()) return { tracked: false, reason: 'refused', returnUrl: null };

  const counts = isForCredit(calls.get('cmi.core.lesson_mode'), calls.get('cmi.core.credit'));
  const mastery = calls.number('cmi.student_data.mastery_score');
  // Status and score that the LMS holds: what it counts as done is never taken back (8g, 8i).
  const heldStatus = calls.get('cmi.core.lesson_status').toLowerCase();
  const heldScore = calls.number('cmi.core.score.raw');
  const saved = calls.get('cmi.suspend_data');
  const journal = createJournal(calls, interaction);
  let status = heldStatus;

  function set({ state, location, outcome, passingScore, answers }: Snapshot): void {
    status = raisedStatus(status, statusOf(outcome));
    calls.put('cmi.core.lesson_status', status);
    calls.put('cmi.core.exit', outcome.final ? '' : 'suspend');
    calls.put('cmi.core.lesson_location', cut(location, 255));
    calls.put('cmi.suspend_data', state);
    // With a mastery score the LMS makes "failed" of any raw score below it (RTE 3.4.4, M9):
    // while tries are left, a failing score stays with the learner, so that the status stays "incomplete".
    const premature = mastery !== null && outcome.success === 'failed' && outcome.triesLeft !== 0;
    const raw = outcome.score === null || premature ? null : reportedScore(outcome.score, passingScore, 2, 100);
    if (raw !== null && raw >= (heldScore ?? 0)) {
      calls.put('cmi.core.score.min', '0');
      calls.put('cmi.core.score.max', '100');
      calls.put('cmi.core.score.raw', String(raw));
    }
    journal(answers);
  }

  return {
    tracked: true,
    writes: counts,
    saved,
    passingScore: mastery === null ? null : mastery / 100,
    language: calls.get('cmi.student_preference.language') || null,
    door: launchDataDoor(calls.get('cmi.launch_data'), host.courseIri),
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

/** The one status that stands for an outcome (standards 8g). */
function statusOf(outcome: Outcome): string {
  if (outcome.completion === 'completed' && outcome.success === 'passed') return 'passed';
  if (outcome.success === 'failed' && outcome.triesLeft === 0) return 'failed';
  return outcome.completion;
}

/** Passed stays; completed gives way to passed only. */
function raisedStatus(held: string, now: string): string {
  if (held === 'passed' || (held === 'completed' && now !== 'passed')) return held;
  return now;
}

function interaction(record: OpenRecord): [string, string][] {
  const { type, response, patterns } = spelledInteraction('scorm12', record.interaction);
  return [
    ['id', record.id],
    ['objectives.0.id', record.objective],
    ['time', spelledTime.moment12(record.at)],
    ['type', type],
    ...patterns.map((pattern, n): [string, string] => [`correct_responses.${n}.pattern`, pattern]),
    ['weighting', String(record.scored ? record.weight : 0)],
    ...(response === '' ? [] : [['student_response', response] satisfies [string, string]]),
    ['result', record.weight === 0 ? 'neutral' : record.score >= 1 - 1e-9 ? 'correct' : 'wrong'],
    ['latency', spelledTime.span12(record.latencySeconds)],
  ];
}
