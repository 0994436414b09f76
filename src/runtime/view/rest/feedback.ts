import { all, find } from '../dom.js';

/**
 * The texts that an answer earns, from the form's templates: the chosen options' own, then the question's.
 * @param verdict `right` or `wrong`
 */
export function feedbackOf(form: Element, keys: readonly string[], verdict: 'right' | 'wrong'): Node[] {
  const own = all<HTMLTemplateElement>(form, 'template[data-feedback-for]').filter((template) =>
    keys.includes(template.dataset.feedbackFor ?? ''),
  );
  const general = find<HTMLTemplateElement>(form, `template[data-feedback=${verdict}]`);
  return [...own, general].map((template) => form.ownerDocument.importNode(template.content, true));
}
