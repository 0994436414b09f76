import { all } from '../dom.js';

/** `missed`: how many answers that were not right came so far, this one included. */
export type Verdict = { readonly verdict: 'right' } | { readonly verdict: 'partly' | 'wrong'; readonly missed: number };

/**
 * The texts that an answer earns, from the form's templates: the chosen options' own, then the question's. Who misses
 * it again reads what the author wrote for that, where there is something.
 */
export function feedbackOf(form: Element, keys: readonly string[], verdict: Verdict): Node[] {
  const own = all<HTMLTemplateElement>(form, 'template[data-feedback-for]').filter((template) =>
    keys.includes(template.dataset.feedbackFor ?? ''),
  );
  return [...own, ...general(form, verdict)].map((template) => form.ownerDocument.importNode(template.content, true));
}

function general(form: Element, verdict: Verdict): HTMLTemplateElement[] {
  const texts = (name: string) => all<HTMLTemplateElement>(form, `template[data-feedback=${name}]`);
  if (verdict.verdict === 'right') return texts('right');
  const again = texts('again');
  if (verdict.missed > 1 && again.length > 0) return again.slice(0, verdict.missed - 1).slice(-1);
  const own = texts(verdict.verdict);
  return own.length > 0 ? own : texts('wrong');
}
