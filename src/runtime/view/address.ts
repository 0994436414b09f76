import { act } from '../act.js';
import { rounds, type Where } from '../attempt.js';
import type { Scene } from '../view.js';
import { sectionOf } from './dom.js';
import { placeOf, whereOf } from './place.js';
import type { Stage } from './stage.js';

export interface Address {
  show(scene: Scene): void;
  /** More places have arrived: goes to the one that was waited for. */
  goOn(): void;
}

/** What the learner is told of a place. */
interface Told {
  /** Why it is closed now. */
  refuse(why: string): void;
  /** It has not arrived yet. */
  wait(): void;
  /** It is given up for the one that is shown. */
  stay(): void;
}

/**
 * Keeps the address and the scene together. Links are plain `#place`, so the browser's Back works;
 * only the part after '#' ever changes, hence nothing is unloaded.
 * Nobody has been at a place that was not there: the attempt goes to it when it has arrived.
 */
export function createAddress(stage: Stage, told: Told): Address {
  const window = stage.document.defaultView;
  if (!window) throw new Error('The page has no window');
  let scene: Scene | null = null;
  let awaited: string | null = null;

  const asked = (): string => {
    try {
      return decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return '';
    }
  };

  /** Goes where the address says, or sets the address right again. */
  const follow = (place: string): void => {
    if (!scene) return;
    if (awaited !== null) told.stay();
    awaited = null;
    if (place === placeOf(scene.state.where)) return;
    const to = whereOf(place, stage.course);
    if (to && act(scene.rules, scene.state, { type: 'go', to }) !== scene.state) {
      if (sectionOf(stage.document, place)) {
        stage.act({ type: 'go', to });
      } else {
        awaited = place;
        told.wait();
      }
      return;
    }
    // A closed place leaves no trace: Back from here must not lead to it again.
    window.location.replace(`#${placeOf(scene.state.where)}`);
    if (to) told.refuse(stage.words.say(reason(to, scene)));
  };

  window.addEventListener('hashchange', () => follow(asked()));

  const show = (next: Scene): void => {
    const first = scene === null;
    scene = next;
    const place = placeOf(next.state.where);
    const other = asked();
    if (place === other || other === awaited) return;
    if (!first) {
      window.location.hash = place;
    } else if (whereOf(other, stage.course)) {
      // Opened at an address of its own: after the first drawing, so that a refusal has something to stand on.
      window.setTimeout(() => follow(other));
    } else {
      window.location.replace(`#${place}`);
    }
  };

  return {
    show,
    goOn() {
      if (awaited !== null) follow(awaited);
    },
  };
}

function reason(to: Where, scene: Scene): string {
  const handedIn = rounds(scene.state) > 0;
  switch (to.screen) {
    case 'page':
      return 'closedPreTest';
    case 'assessment':
      return 'closedAssessment';
    case 'question':
    case 'hand-in':
      return handedIn ? 'closedHandedIn' : 'closedNotStarted';
    case 'result':
      return 'closedResult';
  }
}
