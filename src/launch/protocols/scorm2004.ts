import { editionLimits } from '../../scorm/edition.js';
import { scormProtocol } from './scorm.js';
import type { Cmi, ScormBook } from './scorm-book.js';

/**
 * SCORM 2004 (RTE 4.2). Only an exit of "suspend" keeps the attempt; after any other the next launch
 * begins a new one with nothing in it (RTE 4.2.9, M14).
 */
const book: ScormBook = {
  api: 'scorm2004',
  edition(schemaversion) {
    if (schemaversion?.includes('3rd')) return 'scorm2004-3';
    // The second edition calls itself by its part "CAM 1.3".
    return schemaversion === 'CAM 1.3' ? 'scorm2004-2' : 'scorm2004-4';
  },
  continues: (kept) => Object.keys(kept).length === 0 || kept['cmi.exit'] === 'suspend',
  preload: ({ learner, mode, unit, wish }, kept, launchData) => ({
    // The primary objective of the manifest occupies the first place from the start (M16).
    ...(unit.primaryObjective === null ? {} : { 'cmi.objectives.0.id': unit.primaryObjective }),
    ...withoutSession(kept),
    'cmi.learner_id': learner.account.name,
    'cmi.learner_name': learner.scormName,
    'cmi.credit': wish.credit ?? (mode === 'normal' ? 'credit' : 'no-credit'),
    'cmi.mode': mode,
    'cmi.entry': wish.entry ?? (Object.keys(kept).length === 0 ? 'ab-initio' : 'resume'),
    'cmi.total_time': kept['cmi.total_time'] || 'PT0S',
    'cmi.launch_data': launchData,
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
  verdict(cmi) {
    const completion = derived(cmi, 'cmi.progress_measure', 'cmi.completion_threshold', ['completed', 'incomplete']);
    const success = derived(cmi, 'cmi.score.scaled', 'cmi.scaled_passing_score', ['passed', 'failed']);
    const status = {
      completion: completion ?? (cmi['cmi.completion_status'] || 'unknown'),
      success: success ?? (cmi['cmi.success_status'] || 'unknown'),
    };
    const scaled = cmi['cmi.score.scaled'] ?? '';
    return {
      status: `${status.completion}, ${status.success}`,
      score: scaled === '' ? '' : `${Math.round(Number(scaled) * 1000) / 10}%`,
      isDone: status.completion === 'completed',
    };
  },
  totalTime: 'cmi.total_time',
  response: 'learner_response',
  suspendLimit: editionLimits['scorm2004-4'].suspendData,
};

export const scorm2004 = scormProtocol(book);

/** What the LMS makes of a measure and its threshold, whatever the course says (RTE 4.2.4.1, 4.2.22.1); null where it leaves it. */
function derived(
  cmi: Cmi,
  measure: string,
  threshold: string,
  [met, missed]: readonly [string, string],
): string | null {
  const [value, least] = [cmi[measure] ?? '', cmi[threshold] ?? ''];
  if (value === '' || least === '') return null;
  return Number(value) >= Number(least) ? met : missed;
}

function withoutSession(kept: Cmi): Cmi {
  return Object.fromEntries(
    Object.entries(kept).filter(([element]) => !['cmi.exit', 'cmi.session_time'].includes(element)),
  );
}
