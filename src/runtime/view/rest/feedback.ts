import type { QuestionData } from '../../../model/course-data.js';
import { seal } from '../../../questions/pure-seal.js';
import { unveil } from '../../../questions/pure-veil.js';
import { all, find } from '../dom.js';

/** `missed`: how many answers that were not right came so far, this one included. */
export type Verdict = { readonly verdict: 'right' } | { readonly verdict: 'partly' | 'wrong'; readonly missed: number };

/**
 * The texts that an answer earns, from the question's templates: the chosen options' own, then the question's. Who misses
 * it again reads what the author wrote for that, where there is something.
 */
export function feedbackOf(
  document: Document,
  { id, iri }: Pick<QuestionData, 'id' | 'iri'>,
  keys: readonly string[],
  verdict: Verdict,
): Node[] {
  const { content } = find<HTMLTemplateElement>(document, `template[data-feedback-of="${id}"]`);
  const texts = (selector: string, name: string) => textsIn(document, content, selector, name);
  const own = keys.flatMap((key) => texts(`[data-feedback-for="${seal({ salt: iri }, key)}"]`, `${iri}#${key}`));
  return [...own, ...general((name) => texts(`[data-feedback=${name}]`, iri), verdict)];
}

function general(named: (name: string) => Node[], verdict: Verdict): Node[] {
  if (verdict.verdict === 'right') return named('right');
  const again = named('again');
  if (verdict.missed > 1 && again.length > 0) return again.slice(0, verdict.missed - 1).slice(-1);
  const own = named(verdict.verdict);
  return own.length > 0 ? own : named('wrong');
}

/** What these templates hold; what is veiled in them is lifted by the name that it was veiled with. */
function textsIn(document: Document, content: DocumentFragment, selector: string, name: string): Node[] {
  return all<HTMLTemplateElement>(content, `template${selector}`).map((template) => {
    const { veiled } = template.dataset;
    if (veiled === undefined) return document.importNode(template.content, true);
    const text = document.createElement('p');
    text.innerHTML = unveil(name, veiled);
    return text;
  });
}
