import type { Scene } from '../view.js';
import { fill, find, part, setIcon } from './dom.js';
import { spots } from './outline.js';
import type { Stage } from './stage.js';
import { lessonSteps, questionSteps, type Step } from './steps.js';

export interface Menu {
  show(scene: Scene): void;
  close(): void;
}

/** Lessons, or the questions of a try: a disclosure on narrow screens, always open beside the page on wide ones. */
export function createMenu(stage: Stage): Menu {
  const { document, words } = stage;
  const shell = find(document, '.shell');
  const menu = find(document, '#menu');
  const button = find<HTMLButtonElement>(document, '#menu-button');
  const back = find(document, '#menu-back');

  const set = (open: boolean): void => {
    button.setAttribute('aria-expanded', String(open));
    menu.hidden = !open;
  };
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
  menu.addEventListener('keydown', (event) => {
    // On wide screens there is no button, and nothing to close.
    if (event.key !== 'Escape' || button.offsetParent === null) return;
    set(false);
    button.focus();
  });
  // The link to where one already is changes no address: the menu has done its work all the same.
  menu.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) set(false);
  });

  return {
    close: () => set(false),
    show(scene) {
      const { screen } = scene.state.where;
      const alone = screen === 'hand-in' || screen === 'result';
      shell.classList.toggle('solo', alone);
      button.hidden = alone;
      const asking = screen === 'question';
      const title = words.say(asking ? 'questions' : 'lessons');
      find(document, '#menu-title').textContent = title;
      find(button, 'span').textContent = title;
      const lastRead = spots(stage.course).findLast((spot) => scene.state.seen.includes(spot.id));
      back.hidden = !asking || !lastRead;
      find<HTMLAnchorElement>(back, 'a').href = `#${lastRead?.id ?? ''}`;
      const steps = asking ? questionSteps(words, scene) : lessonSteps(words, scene);
      find(document, '#steps').replaceChildren(...steps.map((step) => draw(document, step)));
    },
  };
}

function draw(document: Document, step: Step): DocumentFragment {
  const made = part(document, step.place === null ? 'locked' : 'step');
  find(made, 'li').dataset.state = step.state;
  const link = made.querySelector('a');
  if (link && step.place !== null) {
    link.href = `#${step.place}`;
    if (step.state === 'now') link.setAttribute('aria-current', 'page');
  }
  setIcon(made, step.icon);
  fill(made, 'title', step.title);
  fill(made, 'state', step.word);
  return made;
}
