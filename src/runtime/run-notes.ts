import type { ReportNote } from './open-report.js';
import type { RunEvent, RunLog } from './run-log.js';
import type { SavedSign } from './view.js';

/** Notes what the sign comes to: saved, failing and why; not each saving on the way. */
export function signNotes(log: RunLog): (sign: SavedSign) => void {
  let noted = '';
  return (sign) => {
    const words = sign.state === 'failing' ? [sign.state, sign.cause] : [sign.state];
    if (sign.state === 'saving' || words.join() === noted) return;
    noted = words.join();
    log.note('sign', ...words);
  };
}

/** What a report's note is in the run log. */
export function eventOf(note: ReportNote): [RunEvent, ...(string | number)[]] {
  switch (note.what) {
    case 'set-aside':
      return [note.what, note.status, note.verb];
    case 'not-kept':
      return [note.what];
    case 'left-over':
      return [note.what, note.count];
    case 'unsent':
      return [note.what, note.count ?? 'unknown'];
  }
}
