import { editionLimits } from '../../scorm/edition.js';
import { scormProtocol } from './scorm.js';
import type { Cmi, ScormBook } from './scorm-book.js';

/**
 * SCORM 1.2 (RTE 3.4.4). What was set comes back whatever the exit was, as real LMSs do (M11);
 * `entry` says "resume" after an exit of "suspend" only.
 */
const book: ScormBook = {
  api: 'scorm12',
  edition: () => 'scorm12',
  continues: () => true,
  preload: ({ learner, mode, unit, wish }, kept, launchData) => ({
    ...withoutSession(kept),
    'cmi.core.student_id': learner.account.name,
    'cmi.core.student_name': learner.scormName,
    'cmi.core.credit': wish.credit ?? (mode === 'normal' ? 'credit' : 'no-credit'),
    'cmi.core.lesson_mode': mode,
    'cmi.core.entry': wish.entry ?? entry(kept),
    'cmi.core.total_time': kept['cmi.core.total_time'] || '0000:00:00.00',
    'cmi.launch_data': launchData,
    'cmi.student_data.mastery_score': unit.passingScore === null ? '' : String(Math.round(unit.passingScore * 100)),
  }),
  rows: [
    ['Status', 'cmi.core.lesson_status', 'not attempted'],
    ['Score', 'cmi.core.score.raw', 'none yet'],
    ['Bookmark', 'cmi.core.lesson_location', 'none yet'],
    ['Session time', 'cmi.core.session_time', 'none yet'],
    ['Total time', 'cmi.core.total_time', 'none yet'],
    ['Exit', 'cmi.core.exit', 'none yet'],
    ['Entry', 'cmi.core.entry', 'empty'],
    ['Mode', 'cmi.core.lesson_mode', 'normal'],
  ],
  verdict(cmi) {
    const status = cmi['cmi.core.lesson_status'] || 'not attempted';
    const raw = cmi['cmi.core.score.raw'] ?? '';
    return { status, score: raw === '' ? '' : `${raw}%`, isDone: ['passed', 'completed', 'failed'].includes(status) };
  },
  totalTime: 'cmi.core.total_time',
  response: 'student_response',
  suspendLimit: editionLimits.scorm12.suspendData,
};

export const scorm12 = scormProtocol(book);

function entry(kept: Cmi): string {
  if (Object.keys(kept).length === 0) return 'ab-initio';
  return kept['cmi.core.exit'] === 'suspend' ? 'resume' : '';
}

/** What belongs to one session is not handed to the next. */
function withoutSession(kept: Cmi): Cmi {
  return Object.fromEntries(
    Object.entries(kept).filter(([element]) => !['cmi.core.exit', 'cmi.core.session_time'].includes(element)),
  );
}
