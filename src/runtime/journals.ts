import { interactionElements } from '../scorm/interaction-elements.js';
import { objectiveElements } from '../scorm/objective-elements.js';
import type { Journal, JournalCalls, Journals } from './lms/session.js';
import { createJournal } from './lms/shared-journal.js';
import { createObjectives } from './lms/shared-objectives.js';

/** What SCORM is told of answers and objectives, by edition. Nobody has answered anything before the rest is there. */
export const journals: Journals = {
  scorm12: (calls, keptTries) => journal(calls, keptTries, 'scorm12'),
  scorm2004: (calls, keptTries) => journal(calls, keptTries, 'scorm2004'),
};

function journal(calls: JournalCalls, keptTries: number, edition: keyof Journals): Journal {
  const tellAnswers = createJournal(calls, interactionElements[edition], keptTries);
  const tellObjectives = createObjectives(calls, objectiveElements[edition]);
  return ({ answers, results }) => {
    tellObjectives(results);
    tellAnswers(answers);
  };
}
