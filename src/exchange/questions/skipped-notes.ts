import type { ImportNote } from '../note.js';

/** Banks sort questions into categories, which lead nowhere here. */
export function categoryNote(place: string, title: string): ImportNote {
  return {
    severity: 'warning',
    code: 'import/category',
    place,
    message: `The category "${title}" is not brought in: questions here belong to objectives.`,
    hint: 'import a category into a file of its own with --objective, if it stands for an objective.',
  };
}

/** Banks hold texts between their questions; `text` may be long. */
export function descriptionNote(place: string, text: string): ImportNote {
  return {
    severity: 'warning',
    code: 'import/no-question',
    place,
    message: `A text without a question is not brought in: "${text.slice(0, 80)}".`,
    hint: 'put it on a page of a lesson.',
  };
}
