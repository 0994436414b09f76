import type { View } from '../../view.js';
import { all } from '../dom.js';
import { createAnswers, createAssessment } from './assessment.js';
import { createCheck } from './check.js';
import { createFinished } from './finished.js';
import { createHandIn } from './hand-in.js';
import type { RestStage } from './question-part.js';
import { createResult } from './result.js';
import { showSessionOver } from './session-over.js';
import { showSupport } from './support.js';

/** The screens of the assessment, and the questions of all pages: over sections that are in the document by now. */
export function createRestView(stage: RestStage): Pick<View, 'show' | 'saved' | 'support'> {
  const { document, course } = stage;
  const checks = course.checks.flatMap((question) =>
    all<HTMLFormElement>(document, `form[data-question="${question.id}"]`).map((form) =>
      createCheck(stage, form, question),
    ),
  );
  const result = course.assessment && createResult(stage);
  const parts = [
    createFinished(stage),
    ...checks,
    ...(course.assessment ? [createAssessment(stage), createAnswers(stage), createHandIn(stage)] : []),
    ...(result ? [result.show] : []),
  ];
  return {
    show(scene) {
      for (const draw of parts) draw(scene);
    },
    saved(sign) {
      result?.saved(sign);
      if (sign.state === 'untracked' && sign.reason === 'link-used') showSessionOver(stage, sign.kept === true);
    },
    support: (text) => showSupport(stage, text),
  };
}
