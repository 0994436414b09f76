import { find } from '../../dom.js';
import { keepNote } from '../keep-note.js';
import type { DressForm } from '../question-part.js';

/** Keeps the text in the window, and shows the model answer when the learner asks for it, or has before. */
export const dress: DressForm = (stage, form, question) => {
  const button = find<HTMLButtonElement>(form, '[data-compare]');
  const model = find(form, '.model');
  const show = (shown: boolean): void => {
    model.hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
  };
  keepNote(stage, form, question);
  button.addEventListener('click', () => show(model.hidden === true));
  return {
    write: (fields) => {
      if ([...fields.values()].flat().length > 0) show(true);
    },
  };
};
