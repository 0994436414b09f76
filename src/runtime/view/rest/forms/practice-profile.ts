import { keepNote } from '../keep-note.js';
import type { DressForm } from '../question-part.js';

/** Keeps the evidence in the window. */
export const dress: DressForm = (stage, form, question) => {
  keepNote(stage, form, question);
  return {};
};
