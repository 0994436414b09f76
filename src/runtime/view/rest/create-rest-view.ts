import type { SavedSign, View } from '../../view.js';
import { all } from '../dom.js';
import { createAnswers, createAssessment } from './assessment.js';
import { createCheck } from './check.js';
import { createFinished } from './finished.js';
import { createHandIn } from './hand-in.js';
import { createLanguages } from './languages.js';
import { createTryLimit } from './limit-try.js';
import { offerTake } from './offer-take.js';
import type { RestStage } from './question-part.js';
import { createResult } from './result.js';
import { showSessionOver } from './session-over.js';
import { showSupport } from './support.js';
import { showWayBack } from './way-back.js';

/** What is drawn behind the first page. */
type RestView = Pick<View, 'show' | 'saved' | 'support' | 'wayBack' | 'offerTake'>;

/**
 * Everything behind the first page, in the language that the learner chose: made anew when that changes.
 * @param dressBlocks gives the blocks of the pages what HTML has no word for
 */
export function createRestView(stage: RestStage, dressBlocks: () => void): RestView {
  dressBlocks();
  let screens = createScreens(stage);
  let sign: SavedSign | null = null;
  let report: (() => string) | null = null;
  /** What takes the attempt from another window, while that is offered. */
  let taking: (() => void) | null = null;
  const languages = createLanguages(stage, () => {
    dressBlocks();
    screens = createScreens(stage);
    if (sign) screens.saved(sign);
    if (report) screens.support(report);
    stage.document.querySelector('#elsewhere')?.remove();
    if (taking) offerTake(stage, taking);
  });
  return {
    show(scene) {
      languages?.show(scene);
      screens.show(scene);
    },
    saved(next) {
      sign = next;
      screens.saved(next);
    },
    support(text) {
      report = text;
      screens.support(text);
    },
    wayBack: (go) => showWayBack(stage, go),
    offerTake(go) {
      taking = () => {
        taking = null;
        go();
      };
      offerTake(stage, taking);
    },
  };
}

/** The screens of the assessment, and the questions of all pages: over sections that are in the document by now. */
function createScreens(stage: RestStage): Pick<View, 'show' | 'saved' | 'support'> {
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
      ? [createAssessment(stage), createAnswers(stage), createHandIn(stage), createTryLimit(stage)]
      : []),
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
