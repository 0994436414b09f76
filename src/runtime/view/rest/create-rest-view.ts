import { opensAt } from '../../can-start.js';
import type { SavedSign, Scene, View } from '../../view.js';
import { all } from '../dom.js';
import { createAnswers, createAssessment } from './assessment.js';
import { createCheck } from './check.js';
import { dealQuestions } from './deal-questions.js';
import { createFinished } from './finished.js';
import { createHandIn } from './hand-in.js';
import { createLanguages } from './languages.js';
import { createTryLimit } from './limit-try.js';
import { offerTake } from './offer-take.js';
import { openForPrint } from './paper.js';
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
  openForPrint(stage.document);
  // One clock for the screens of all languages.
  const waiting = { timer: 0 };
  let screens = createScreens(stage, waiting);
  let sign: SavedSign | null = null;
  let report: (() => string) | null = null;
  /** What takes the attempt from another window, while that is offered. */
  let taking: (() => void) | null = null;
  const languages = createLanguages(stage, () => {
    dressBlocks();
    screens = createScreens(stage, waiting);
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

/** What a browser's timer can hold, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** The screens of the assessment, and the questions of all pages: over sections that are in the document by now. */
function createScreens(stage: RestStage, waiting: { timer: number }): Pick<View, 'show' | 'saved' | 'support'> {
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
  /** Also when the wait between two tries is over, which no action tells. */
  const show = (scene: Scene): void => {
    for (const draw of parts) draw(scene);
    const window = document.defaultView;
    window?.clearTimeout(waiting.timer);
    const at = opensAt(scene.rules, scene.state);
    const wait = Math.min(at - scene.rules.now(), longestTimer);
    if (window && at > 0) waiting.timer = window.setTimeout(() => show(scene), wait);
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
