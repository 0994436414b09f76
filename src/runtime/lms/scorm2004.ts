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
  api: 'API_1484_11',
  initialize: 'Initialize',
  get: 'GetValue',
  set: 'SetValue',
  commit: 'Commit',
  finish: 'Terminate',
  error: 'GetLastError',
  notOpen: ['112', '113', '123', '132', '133', '142', '143'],
} as const;

/** Interactions up to this one carry the question's text: with more, a closing request gets too long (S5). */
const described = 40;

/** SCORM 2004, every edition (RTE 3.1, 4.2): completion and success apart, always suspended, never navigating. */
export const open: OpenSession = async (host) => {
  const api = await findApi(host, names);
  if (!api) return { tracked: false, reason: 'no-lms', returnUrl: null };
  const calls = scormCalls(api, names);
  if (!calls.initialize()) return { tracked: false, reason: 'refused', returnUrl: null };

  const counts = isForCredit(calls.get('cmi.mode'), calls.get('cmi.credit'));
  const heldScore = calls.number('cmi.score.scaled');
  const saved = calls.get('cmi.suspend_data');
  const journal = createJournal(calls, interaction);
  let completed = calls.get('cmi.completion_status') === 'completed';
  let success = calls.get('cmi.success_status');

  function set({ state, location, outcome, passingScore, sessionSeconds, answers }: Snapshot): void {
    // What the LMS counts as completed or passed is never taken back (8i).
    completed ||= outcome.completion === 'completed';
    if (success !== 'passed') success = outcome.success;
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
    if (scaled !== null && scaled >= (heldScore ?? 0)) {
      calls.put('cmi.score.min', '0');
      calls.put('cmi.score.max', '100');
      calls.put('cmi.score.raw', String(Math.round(scaled * 10_000) / 100));
      calls.put('cmi.score.scaled', String(scaled));
    }
    journal(answers);
  }

  return {
    tracked: true,
    writes: counts,
    saved,
    passingScore: calls.number('cmi.scaled_passing_score'),
    language: calls.get('cmi.learner_preference.language') || null,
    door: launchDataDoor(calls.get('cmi.launch_data'), host.courseIri),
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

function interaction(record: OpenRecord, index: number): [string, string][] {
  const { type, response, patterns } = spelledInteraction('scorm2004', record.interaction);
  return [
    ['id', record.id],
    ['type', type],
    ['objectives.0.id', record.objective],
    ['timestamp', spelledTime.moment2004(record.at)],
    ...[...new Set(patterns)].map((pattern, n): [string, string] => [`correct_responses.${n}.pattern`, pattern]),
    ['weighting', String(record.scored ? record.weight : 0)],
    ...(response === '' ? [] : [['learner_response', response] satisfies [string, string]]),
    ['result', record.weight === 0 ? 'neutral' : record.score >= 1 - 1e-9 ? 'correct' : 'incorrect'],
    ['latency', spelledTime.span2004(record.latencySeconds)],
    ...(index < described ? [['description', cut(record.text, 250)] satisfies [string, string]] : []),
  ];
}
