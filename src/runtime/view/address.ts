import { act, type Where } from '../attempt.js';
import type { Scene } from '../view.js';
import { placeOf, whereOf } from './place.js';
import type { Stage } from './stage.js';

/**
 * Keeps the address and the scene together. Links are plain `#place`, so the browser's Back works;
 * only the part after '#' ever changes, hence nothing is unloaded.
 * @param refuse tells the learner why a place is closed now
 */
export function createAddress(stage: Stage, refuse: (why: string) => void): (scene: Scene) => void {
  const window = stage.document.defaultView;
  if (!window) throw new Error('The page has no window');
  let scene: Scene | null = null;

  const asked = (): string => {
    try {
      return decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return '';
    }
  };

  /** Goes where the address says, or sets the address right again. */
  const follow = (place: string): void => {
    if (!scene || place === placeOf(scene.state.where)) return;
    const to = whereOf(place, stage.course);
    if (to && act(scene.rules, scene.state, { type: 'go', to }) !== scene.state) {
      stage.act({ type: 'go', to });
      return;
    }
    // A closed place leaves no trace: Back from here must not lead to it again.
    window.location.replace(`#${placeOf(scene.state.where)}`);
    if (to) refuse(stage.words.say(reason(to, scene)));
  };

  window.addEventListener('hashchange', () => follow(asked()));

  return (next) => {
    const first = scene === null;
    scene = next;
    const place = placeOf(next.state.where);
    const other = asked();
    if (place === other) return;
    if (!first) {
      window.location.hash = place;
    } else if (whereOf(other, stage.course)) {
      // Opened at an address of its own: after the first drawing, so that a refusal has something to stand on.
      window.setTimeout(() => follow(other));
    } else {
      window.location.replace(`#${place}`);
    }
  };
}

function reason(to: Where, scene: Scene): string {
  const handedIn = scene.state.tries.length > 0;
  switch (to.screen) {
    case 'page':
    case 'assessment':
      return 'closedAssessment';
    case 'question':
    case 'hand-in':
      return handedIn ? 'closedHandedIn' : 'closedNotStarted';
    case 'result':
      return 'closedResult';
  }
}
