import type { Page } from 'playwright-core';

/**
 * Answers a question in its form as a learner does: chooses, types, moves lines, decides step by step. It knows no type
 * of question, only what stands in a form.
 * @param fields what the form is to hold, by name
 */
export function fillForm(page: Page, question: string, fields: ReadonlyMap<string, readonly string[]>): Promise<void> {
  return page.evaluate(
    ([id, wanted]) => {
      const form = document.querySelector<HTMLFormElement>(`section:not([hidden]) form[data-question="${id}"]`);
      if (!form) throw new Error(`${id} is not shown`);
      const one = <T extends HTMLElement>(selector: string, within: ParentNode = form): T => {
        const found = within.querySelector<T>(selector);
        if (!found) throw new Error(`${id} has no ${selector}`);
        return found;
      };
      form.querySelector<HTMLButtonElement>('.limit [data-slot="start"]:not([hidden])')?.click();
      form.querySelector<HTMLButtonElement>('[data-compare][aria-expanded="false"]')?.click();
      for (const [name, values] of wanted) {
        if (name === 'path') {
          for (const letter of values[0] ?? '') {
            const step = one('[data-step]:not([hidden])');
            one(`input[value="${letter}"]`, step).click();
            one('[data-decide]', step).click();
          }
          continue;
        }
        for (const [place, value] of values.entries()) {
          const order = () => [...form.querySelectorAll<HTMLInputElement>(`input[type=hidden][name="${name}"]`)];
          for (let at = order().findIndex((line) => line.value === value); at > place; at -= 1)
            order()[at]?.closest('li')?.querySelector<HTMLButtonElement>('[data-move="-1"]')?.click();
        }
        for (const input of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
          `[name="${name}"]:not([type=hidden])`,
        )) {
          const isChoice = 'checked' in input && input.type !== 'text';
          if (isChoice && input.checked !== values.includes(input.value)) input.click();
          if (isChoice || input.value === (values[0] ?? '')) continue;
          input.value = values[0] ?? '';
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }
      }
    },
    [question, [...fields]] as const,
  );
}
