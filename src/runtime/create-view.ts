import { createAddress } from './view/address.js';
import { all, fill, find, part, sectionOf } from './view/dom.js';
import { createHeader } from './view/header.js';
import { createMenu } from './view/menu.js';
import { createPager } from './view/pager.js';
import { placeOf } from './view/place.js';
import { createSavedSign } from './view/saved-sign.js';
import type { Stage } from './view/stage.js';
import { createWaiting } from './view/waiting.js';
import { readWords } from './view/words.js';
import type { CreateView, RestCode, SavedSign, Scene } from './view.js';

/**
 * The learner's page over the document that `render` made: frame and first lesson at once, all else when the rest is
 * there. It draws the scene it is given and sends actions; all it keeps for itself is what no attempt knows:
 * an open menu, a place that has not arrived.
 */
export const createView: CreateView = (document, firstRules, act) => {
  let rules = firstRules;
  const { course } = firstRules;
  const live = find(document, '#live');
  const main = find(document, 'main');
  const notice = find(document, '#notice');
  /** Stands in for the first place while that has not arrived. */
  const standIn = find(document, '#stand-in');
  const stage: Stage = {
    document,
    course,
    rules: () => rules,
    words: readWords(document, course.module.language),
    act,
    redraw() {
      if (sign) savedSign(sign);
      if (scene) show(scene);
    },
    announce: (text) => {
      live.textContent = text;
    },
  };

  let rest: ReturnType<RestCode['createView']> | null = null;
  let taking: (() => void) | null = null;
  let leaving: (() => void) | null = null;
  let report: (() => string) | null = null;
  let scene: Scene | null = null;
  let sign: SavedSign | null = null;
  let place: string | null = null;

  const menu = createMenu(stage);
  const savedSign = createSavedSign(stage);
  const parts: readonly ((scene: Scene) => void)[] = [createHeader(stage), menu.show, createPager(stage)];
  const waiting = createWaiting(stage, notice);
  const address = createAddress(stage, {
    refuse(why) {
      const made = part(document, 'notice');
      fill(made, 'text', why);
      notice.replaceChildren(made);
    },
    wait: waiting.forPlace,
    stay: () => (place === null ? waiting.forPlace() : waiting.noPlace()),
  });
  keepSkipHere(document, main);

  function show(next: Scene): void {
    scene = next;
    rules = next.rules;
    for (const draw of parts) draw(next);
    rest?.show(next);
    const to = placeOf(next.state.where);
    const section = sectionOf(document, to);
    standIn.hidden = section !== undefined;
    if (!section) {
      for (const other of all(document, '[data-place]')) other.hidden = true;
      waiting.forPlace();
    } else if (to !== place) {
      waiting.noPlace();
      menu.close();
      turnTo(document, section, course.module.title, place === null);
      place = to;
    }
    address.show(next);
  }

  return {
    show,
    saved(next) {
      sign = next;
      savedSign(next);
      rest?.saved(next);
    },
    offerTake(go) {
      taking = go;
      rest?.offerTake(go);
    },
    support(text) {
      report = text;
      rest?.support(text);
    },
    wayBack(go) {
      leaving = go;
      rest?.wayBack(go);
    },
    arrived(code, { html, words }) {
      const carrier = document.createElement('template');
      carrier.innerHTML = html;
      main.append(carrier.content);
      stage.words.add(words);
      rest = code.createView(stage);
      // First: the page of a session that is over takes it along.
      if (leaving) rest.wayBack(leaving);
      if (sign) rest.saved(sign);
      if (report) rest.support(report);
      if (taking) rest.offerTake(taking);
      if (scene) show(scene);
      waiting.over();
      address.goOn();
    },
    late: waiting.late,
  };
};

/** The link that skips to the text: its jump itself would be an address, and addresses are places here. */
function keepSkipHere(document: Document, main: HTMLElement): void {
  find(document, '.skip').addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
}

/** Shows one section. Focus goes to its heading, but for the first: nobody has acted yet. */
function turnTo(document: Document, section: HTMLElement, title: string, first: boolean): void {
  for (const other of all(document, '[data-place]')) other.hidden = other !== section;
  const heading = find(section, 'h1');
  document.title = `${heading.textContent} – ${title}`;
  if (first) return;
  heading.focus();
  document.defaultView?.scrollTo(0, 0);
}
