import { all } from '../dom.js';

/** What a learner has begun in knowledge checks and not checked yet: no attempt knows it, so it is carried over by hand. */
export function createDrafts(root: ParentNode): { restore(root: ParentNode): void } {
  const drafts = checksIn(root)
    // A check with feedback stands in the attempt as it is.
    .filter((form) => !form.querySelector('.feedback')?.hasChildNodes())
    .map((form) => ({
      id: form.dataset.question,
      fields: fieldsIn(form).map(({ value, checked }) => ({ value, checked })),
    }));
  return {
    restore(fresh) {
      for (const form of checksIn(fresh)) {
        const draft = drafts.find(({ id }) => id === form.dataset.question);
        for (const [index, field] of fieldsIn(form).entries()) {
          const was = draft?.fields[index];
          if (!was) continue;
          field.checked = was.checked;
          if (field.type === 'text') field.value = was.value;
        }
      }
    },
  };
}

function checksIn(root: ParentNode): HTMLFormElement[] {
  return all<HTMLFormElement>(root, 'form.boxed');
}

function fieldsIn(form: HTMLFormElement): HTMLInputElement[] {
  return all<HTMLInputElement>(form, 'input');
}
