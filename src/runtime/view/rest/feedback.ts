import type { QuestionData } from '../../../model/course-data.js';
import { seal } from '../../../questions/pure-seal.js';
import { unveil } from '../../../questions/pure-veil.js';
import { all } from '../dom.js';

/** `missed`: how many answers that were not right came so far, this one included. */
export type Verdict = { readonly verdict: 'right' } | { readonly verdict: 'partly' | 'wrong'; readonly missed: number };

/**
 * The texts that an answer earns, from the form's templates: the chosen options' own, then the question's. Who misses
 * it again reads what the author wrote for that, where there is something.
 */
export function feedbackOf(
  form: Element,
  { iri }: Pick<QuestionData, 'iri'>,
  keys: readonly string[],
  verdict: Verdict,
): Node[] {
  const own = keys.flatMap((key) => texts(form, `[data-feedback-for="${seal({ salt: iri }, key)}"]`, `${iri}#${key}`));
  return [...own, ...general(form, iri, verdict)];
}

function general(form: Element, iri: string, verdict: Verdict): Node[] {
  const named = (name: string) => texts(form, `[data-feedback=${name}]`, iri);
  if (verdict.verdict === 'right') return named('right');
  const again = named('again');
  if (verdict.missed > 1 && again.length > 0) return again.slice(0, verdict.missed - 1).slice(-1);
  const own = named(verdict.verdict);
  return own.length > 0 ? own : named('wrong');
}

/** What these templates hold; what is veiled in them is lifted by the name that it was veiled with. */
function texts(form: Element, selector: string, name: string): Node[] {
  const document = form.ownerDocument;
  return all<HTMLTemplateElement>(form, `template${selector}`).map((template) => {
    const { veiled } = template.dataset;
    if (veiled === undefined) return document.importNode(template.content, true);
    const text = document.createElement('p');
    text.innerHTML = unveil(name, veiled);
    return text;
  });
}
