import { find } from './dom.js';
import type { Stage } from './stage.js';

/** The box of a second window: says that another one saves, and goes on here when asked to. */
export function offerTake({ document }: Stage, go: () => void): void {
  const box = find(document, '#elsewhere');
  box.hidden = false;
  find(box, 'button').addEventListener(
    'click',
    () => {
      box.hidden = true;
      // The button that had the focus is gone.
      find(document, 'main').focus();
      go();
    },
    { once: true },
  );
}
