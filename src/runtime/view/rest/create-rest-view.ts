import { opensAt } from '../../can-start.js';
import type { Scene, View } from '../../view.js';
import { all } from '../dom.js';
import { createAnswers, createAssessment } from './assessment.js';
import { createCheck } from './check.js';
import { dealQuestions } from './deal-questions.js';
import { createFinished } from './finished.js';
import { createHandIn } from './hand-in.js';
import { createTryLimit } from './limit-try.js';
import type { RestStage } from './question-part.js';
import { createResult } from './result.js';
import { showSessionOver } from './session-over.js';
import { showSupport } from './support.js';

/** What a browser's timer can hold, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

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
    ...(course.assessment
      ? [
          createAssessment(stage),
          dealQuestions(stage),
          createAnswers(stage),
          createHandIn(stage),
          createTryLimit(stage),
        ]
      : []),
    ...(result ? [result.show] : []),
  ];
  let timer = 0;
  /** Also when the wait between two tries is over, which no action tells. */
  const show = (scene: Scene): void => {
    for (const draw of parts) draw(scene);
    const window = document.defaultView;
    window?.clearTimeout(timer);
    const at = opensAt(scene.rules, scene.state);
    const wait = Math.min(at - scene.rules.now(), longestTimer);
    if (window && at > 0) timer = window.setTimeout(() => show(scene), wait);
  };
  return {
    show,
    saved(sign) {
      result?.saved(sign);
      if (sign.state === 'untracked' && sign.reason === 'link-used') showSessionOver(stage, sign.kept === true);
    },
    support: (text) => showSupport(stage, text),
  };
}
