import { safe } from '../html/engine.js';
import type { Question } from '../model/module.js';
import { seal } from '../questions/pure-seal.js';
import { veil } from '../questions/pure-veil.js';
import { contentHtml, type Showing } from './content-html.js';
import type { Words } from './words.js';

/** A question as it stands on its page: in the text of a lesson (`isCheck`), or in the assessment. */
export function questionHtml(question: Question, isCheck: boolean, words: Words, showing: Showing): string {
  const { id, type } = question;
  const template = `questions/${type}`;
  const show = (content: Question['text']): object => safe(contentHtml(content, showing));
  const fields = showing.engine.render(template, { ...showing.common, id, view: shown(question.view, show) });
  return showing.engine.render('course/question', {
    words: words.page,
    id,
    isCheck,
    text: show(question.text),
    fields: safe(fields),
    hints: question.hints.map(show),
    limit: question.timeLimit,
  });
}

/** What an answer to a question earns; its template is `course/feedback`. */
export function feedbackContext({ id, iri, feedback, optionFeedback }: Question, showing: Showing): object {
  const show = (content: Question['text']): object => safe(contentHtml(content, showing));
  return {
    id,
    right: veil(iri, contentHtml(feedback.right, showing)),
    wrong: show(feedback.wrong),
    partly: feedback.partly && show(feedback.partly),
    again: feedback.again.map(show),
    options: optionFeedback
      .map(({ key, content }) => ({
        key: seal({ salt: iri }, key),
        veiled: veil(`${iri}#${key}`, contentHtml(content, showing)),
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** A question's view for its template: whatever it calls `content` is a content tree, and becomes HTML. */
function shown(view: unknown, show: (content: Question['text']) => object): unknown {
  if (Array.isArray(view)) return view.map((part: unknown) => shown(part, show));
  if (typeof view !== 'object' || view === null) return view;
  return Object.fromEntries(
    Object.entries(view).map(([name, part]: [string, unknown]) => [
      name,
      // The contract of `CompiledBody.view`: a question type puts texts there as content trees.
      name === 'content' ? show(part as Question['text']) : shown(part, show),
    ]),
  );
}
