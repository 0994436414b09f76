import { createAddress } from './view/address.js';
import { createAnswers, createAssessment } from './view/assessment.js';
import { createCheck } from './view/check.js';
import { all, fill, find, part } from './view/dom.js';
import { createFinished } from './view/finished.js';
import { createHandIn } from './view/hand-in.js';
import { createHeader } from './view/header.js';
import { createMenu } from './view/menu.js';
import { createPager } from './view/pager.js';
import { openForPrint } from './view/paper.js';
import { placeOf } from './view/place.js';
import { createResult } from './view/result.js';
import { createSavedSign } from './view/saved-sign.js';
import type { Stage } from './view/stage.js';
import { showWayBack } from './view/way-back.js';
import { readWords } from './view/words.js';
import type { CreateView, Scene } from './view.js';

/**
 * The learner's page over the document that `render` made. It draws the scene it is given and sends actions;
 * all it keeps for itself is what no attempt knows: an open menu, feedback that was cleared to try again.
 */
export const createView: CreateView = (document, firstRules, act) => {
  let rules = firstRules;
  const { course } = firstRules;
  const live = find(document, '#live');
  const notice = find(document, '#notice');
  const stage: Stage = {
    document,
    course,
    rules: () => rules,
    words: readWords(document, course.module.language),
    act,
    announce: (text) => {
      live.textContent = text;
    },
  };

  const menu = createMenu(stage);
  const savedSign = createSavedSign(stage);
  const result = course.assessment && createResult(stage);
  const parts: readonly ((scene: Scene) => void)[] = [
    createHeader(stage),
    menu.show,
    createPager(stage),
    createFinished(stage),
    ...course.checks.flatMap((question) =>
      all<HTMLFormElement>(document, `form[data-question="${question.id}"]`).map((form) =>
        createCheck(stage, form, question),
      ),
    ),
    ...(course.assessment ? [createAssessment(stage), createAnswers(stage), createHandIn(stage)] : []),
    ...(result ? [result.show] : []),
  ];
  const setAddress = createAddress(stage, (why) => {
    const made = part(document, 'notice');
    fill(made, 'text', why);
    notice.replaceChildren(made);
  });
  openForPrint(document);

  find(document, '.skip').addEventListener('click', (event) => {
    // The jump itself would be an address, and addresses are places here.
    event.preventDefault();
    find(document, 'main').focus();
  });

  let place: string | null = null;
  return {
    show(scene) {
      rules = scene.rules;
      for (const draw of parts) draw(scene);
      const next = placeOf(scene.state.where);
      if (next !== place) {
        notice.replaceChildren();
        menu.close();
        turnTo(document, next, course.module.title, place === null);
        place = next;
      }
      setAddress(scene);
    },
    saved(sign) {
      savedSign(sign);
      result?.saved(sign);
    },
    wayBack: (go) => showWayBack(stage, go),
  };
};

/** Shows one section. Focus goes to its heading, but for the first: nobody has acted yet. */
function turnTo(document: Document, place: string, title: string, first: boolean): void {
  for (const section of all(document, '[data-place]')) section.hidden = section.dataset.place !== place;
  const heading = find(document, '[data-place]:not([hidden]) h1');
  document.title = `${heading.textContent} – ${title}`;
  if (first) return;
  heading.focus();
  document.defaultView?.scrollTo(0, 0);
}
