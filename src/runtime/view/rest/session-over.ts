import { fill, find, part } from '../dom.js';
import type { Stage } from '../stage.js';

/**
 * The whole page where a launch link has served its one session, as after a reload in cmi5: what became of the work,
 * and how to go on. It covers the course, which would begin anew and keep nothing.
 * @param kept true when the session that ended had lost nothing
 */
export function showSessionOver({ document, words }: Stage, kept: boolean): void {
  document.body.append(part(document, 'over'));
  const dialog = find<HTMLDialogElement>(document, '#over');
  fill(dialog, 'head', words.say(kept ? 'overSaved' : 'overUsed'));
  fill(dialog, 'body', words.say(kept ? 'overSavedHow' : 'overUsedHow'));
  const leave = find(document, '#leave');
  leave.textContent = '';
  // The way back to the LMS, where there is one, and the report for support come along.
  const wayBack = leave.nextElementSibling;
  if (wayBack) {
    wayBack.className = 'btn';
    find(dialog, 'div').append(wayBack);
  }
  dialog.append(find(document, '.foot'));
  // Escape closes a dialog; behind this one there is nothing to go on with.
  dialog.addEventListener('close', () => dialog.showModal());
  dialog.showModal();
}
