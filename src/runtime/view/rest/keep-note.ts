import type { QuestionData } from '../../../model/course-data.js';
import { find } from '../dom.js';
import type { Stage } from '../stage.js';

/**
 * Keeps what the learner writes for nobody else in the session's storage of this window: it outlives a reload, not the
 * window, and no other person at the same machine finds it. It is no part of an answer, of the state or of a statement.
 */
export function keepNote({ document, course }: Stage, form: HTMLFormElement, { id }: QuestionData): void {
  const note = find<HTMLTextAreaElement>(form, '[data-note]');
  const key = `cpm-note:${course.module.iri}#${id}`;
  note.value = stored(document)?.getItem(key) ?? '';
  note.addEventListener('input', (event) => {
    // No answer has changed.
    event.stopPropagation();
    try {
      stored(document)?.setItem(key, note.value);
    } catch {
      // No room, or not allowed: it stays in the page.
    }
  });
}

/** Null where the browser allows no storage, as in some frames. */
function stored(document: Document): Storage | null {
  try {
    return document.defaultView?.sessionStorage ?? null;
  } catch {
    return null;
  }
}
