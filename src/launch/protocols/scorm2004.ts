import { editionLimits } from '../../scorm/edition.js';
import { scormLearnerName } from '../learner.js';
import { type Cmi, type ScormBook, scormProtocol } from './scorm.js';

/**
 * SCORM 2004 (RTE 4.2). Only an exit of "suspend" keeps the attempt; after any other the next launch
 * begins a new one with nothing in it (RTE 4.2.9, M14).
 */
const book: ScormBook = {
  api: 'scorm2004',
  continues: (kept) => Object.keys(kept).length === 0 || kept['cmi.exit'] === 'suspend',
  preload: ({ learner, mode, unit }, kept, launchData) => ({
    // The objectives of the manifest are there from the start, the primary one first (RTE 4.2.17, M16).
    ...Object.fromEntries((unit.objectives ?? []).map((id, n) => [`cmi.objectives.${n}.id`, id])),
    ...withoutSession(kept),
    'cmi.learner_id': learner.account.name,
    'cmi.learner_name': scormLearnerName,
    'cmi.credit': mode === 'normal' ? 'credit' : 'no-credit',
    'cmi.mode': mode,
    'cmi.entry': Object.keys(kept).length === 0 ? 'ab-initio' : 'resume',
    'cmi.total_time': kept['cmi.total_time'] || 'PT0S',
    'cmi.launch_data': launchData || (unit.launchData ?? ''),
    'cmi.scaled_passing_score': unit.passingScore === null ? '' : String(unit.passingScore),
    'cmi.completion_threshold': unit.completionThreshold === null ? '' : String(unit.completionThreshold),
  }),
  rows: [
    ['Completion', 'cmi.completion_status', 'unknown'],
    ['Success', 'cmi.success_status', 'unknown'],
    ['Score, scaled', 'cmi.score.scaled', 'none yet'],
    ['Progress', 'cmi.progress_measure', 'none yet'],
    ['Bookmark', 'cmi.location', 'none yet'],
    ['Session time', 'cmi.session_time', 'none yet'],
    ['Total time', 'cmi.total_time', 'none yet'],
    ['Exit', 'cmi.exit', 'none yet'],
    ['Entry', 'cmi.entry', 'empty'],
    ['Mode', 'cmi.mode', 'normal'],
  ],
  response: 'learner_response',
  suspendLimit: editionLimits['scorm2004-4'].suspendData,
};

export const scorm2004 = scormProtocol(book);

function withoutSession(kept: Cmi): Cmi {
  return Object.fromEntries(
    Object.entries(kept).filter(([element]) => !['cmi.exit', 'cmi.session_time'].includes(element)),
  );
}
