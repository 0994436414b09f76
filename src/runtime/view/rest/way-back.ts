import { find } from '../dom.js';
import type { Stage } from '../stage.js';

/** A button at the foot that leads back to the LMS; the LMS itself named the address (cmi5 10.2.6). */
export function showWayBack({ document, words }: Stage, go: () => void): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn quiet small no-print';
  button.textContent = words.say('wayBack');
  button.addEventListener('click', go, { once: true });
  find(document, '#leave').after(' ', button);
}
