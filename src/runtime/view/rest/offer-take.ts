import { find, part } from '../dom.js';
import type { Stage } from '../stage.js';

/** The box of a second window: says that another one saves, and goes on here when asked to. */
export function offerTake({ document }: Stage, go: () => void): void {
  find(document, '.top').append(part(document, 'elsewhere'));
  const box = find(document, '#elsewhere');
  find(box, 'button').addEventListener(
    'click',
    () => {
      box.remove();
      // The button that had the focus is gone.
      find(document, 'main').focus();
      go();
    },
    { once: true },
  );
}
