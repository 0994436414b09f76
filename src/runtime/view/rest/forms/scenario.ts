import { all, find } from '../../dom.js';
import type { DressForm } from '../question-part.js';

/**
 * Shows the step where the learner's path has come to, and what came of each decision. Two acts, so that nobody decides
 * by a slip: choosing, and going on. The path is the value of a hidden field; nothing else is kept.
 */
export const dress: DressForm = ({ words }, form) => {
  const path = find<HTMLInputElement>(form, '[name=path]');
  const way = find(form, '.way');
  const steps = all(form, '[data-step]');
  const [first] = steps;

  /** The step at the end of the path, with the list of what was decided. */
  const walk = (): HTMLElement | undefined => {
    const trail: Node[] = [];
    let at = first;
    for (const letter of path.value) {
      const taken = at?.querySelector<HTMLElement>(`[value="${letter}"]`);
      const then = at?.querySelector<HTMLTemplateElement>(`[data-then="${letter}"]`);
      if (!taken || !then) break;
      trail.push(form.ownerDocument.importNode(then.content, true));
      at = steps.find((step) => step.dataset.step === taken.dataset.next);
    }
    way.hidden = trail.length === 0;
    find(way, 'ol').replaceChildren(...trail);
    for (const step of steps) step.hidden = step !== at;
    return at;
  };
  const restart = (): void => {
    path.value = '';
    for (const radio of all<HTMLInputElement>(form, '[data-next]')) radio.checked = false;
    walk();
  };

  for (const step of steps) {
    step.querySelector('[data-decide]')?.addEventListener('click', () => {
      const chosen = step.querySelector<HTMLInputElement>(':checked');
      const say = find(step, '[role=status]');
      say.textContent = chosen ? '' : words.say('decideFirst');
      if (!chosen) return;
      path.value += chosen.value;
      walk()?.focus();
      path.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
  return {
    write(fields) {
      restart();
      path.value = fields.get('path')?.[0] ?? '';
      walk();
    },
    again: restart,
  };
};
