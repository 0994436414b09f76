import type { QuestionData } from '../../../model/course-data.js';
import { find } from '../dom.js';
import type { Stage } from '../stage.js';
import { windowNote } from './window-note.js';

/** Keeps what the learner writes for nobody else in this window: it is no part of an answer, of the state or of a statement. */
export function keepNote({ document, course }: Stage, form: HTMLFormElement, { id }: QuestionData): void {
  const area = find<HTMLTextAreaElement>(form, '[data-note]');
  const note = windowNote(document, `cpm-note:${course.module.iri}#${id}`);
  area.value = note.read();
  area.addEventListener('input', (event) => {
    // No answer has changed.
    event.stopPropagation();
    note.write(area.value);
  });
}
