import type { Scene } from '../../view.js';
import { all, fill, part } from '../dom.js';
import type { Stage } from '../stage.js';

/** In a module without assessment: the word that it is finished, at the end of the last page. */
export function createFinished(stage: Stage): (scene: Scene) => void {
  const { document, course, words } = stage;
  const last = all(document, '[data-place]').at(-1);
  let box: Element | null = null;
  return ({ outcome }) => {
    if (course.assessment || !last || outcome.completion !== 'completed' || box) return;
    const made = part(document, 'finished');
    fill(made, 'head', words.say('finishedHead'));
    fill(made, 'body', words.say('finishedBody'));
    box = made.firstElementChild;
    last.append(made);
  };
}
