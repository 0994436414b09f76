import { interactionElements } from '../scorm/interaction-elements.js';
import { objectiveElements } from '../scorm/objective-elements.js';
import type { Snapshot } from './lms/session.js';
import { createJournal } from './lms/shared-journal.js';
import { createObjectives } from './lms/shared-objectives.js';
import type { ScormCalls } from './lms/shared-scorm.js';

/** Tells an LMS of what is new among answers and objectives. */
export type Journal = (news: Pick<Snapshot, 'answers' | 'results'>) => void;

/** What SCORM is told of answers and objectives, by edition. Nobody has answered anything before the rest is there. */
export const journals = {
  scorm12: (calls: ScormCalls, keptTries: number) => journal(calls, keptTries, 'scorm12'),
  scorm2004: (calls: ScormCalls, keptTries: number) => journal(calls, keptTries, 'scorm2004'),
} as const;

export type Journals = Readonly<Record<keyof typeof journals, (calls: ScormCalls, keptTries: number) => Journal>>;

function journal(calls: ScormCalls, keptTries: number, edition: keyof typeof journals): Journal {
  const tellAnswers = createJournal(calls, interactionElements[edition], keptTries);
  const tellObjectives = createObjectives(calls, objectiveElements[edition]);
  return ({ answers, results }) => {
    tellObjectives(results);
    tellAnswers(answers);
  };
}
