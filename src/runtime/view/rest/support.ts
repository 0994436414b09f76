import { find, part } from '../dom.js';
import type { Stage } from '../stage.js';

/**
 * The report at the foot of the page: made when it is opened, shown whole before it is copied.
 * @param text makes the report
 */
export function showSupport({ document, words }: Stage, text: () => string): void {
  find(document, '.foot').append(part(document, 'support'));
  const box = find<HTMLDetailsElement>(document, '#support');
  const area = find<HTMLTextAreaElement>(box, 'textarea');
  box.addEventListener('toggle', () => {
    if (box.open) area.value = text();
  });
  find(box, 'button').addEventListener('click', () => {
    area.value = text();
    area.select();
    // The newer clipboard is closed to frames of another origin and to sites without https: where LMSs put courses.
    const copied = document.execCommand('copy');
    find(box, '[role=status]').textContent = words.say(copied ? 'reportCopied' : 'reportSelected');
  });
}
