import type { QuestionData } from '../../../model/course-data.js';
import type { Answers } from '../../attempt.js';
import { all, find, tag } from '../dom.js';
import { feedbackOf } from './feedback.js';
import { createQuestionForm } from './question-form.js';
import type { RestStage } from './question-part.js';
import { questionSection } from './question-section.js';
import type { Round } from './result-lists.js';

/** Each question of a round with the learner's answer, closed to changes, and the texts that explain it. */
export function answersAgain(stage: RestStage, round: Round, answers: Answers): HTMLElement[] {
  const { document, words } = stage;
  return round.questions.map((question, i) => {
    const form = find<HTMLFormElement>(questionSection(document, question.id), 'form');
    const answer = answers[question.id] ?? '';
    const behaviour = stage.rules().behaviour(question.type);
    const keys = behaviour.feedbackKeys(question.data, behaviour.decode(question.data, answer));
    const title = document.createElement('h3');
    title.textContent = words.say('questionTitle', { n: i + 1, title: question.title });
    const sign = document.createElement('p');
    sign.append(...verdict(stage, round.scores.get(question.id)));
    const box = document.createElement('div');
    box.className = 'flow';
    box.append(
      title,
      closed(stage, form, question, answer),
      sign,
      ...feedbackOf(document, question, keys, { verdict: 'right' }),
    );
    return box;
  });
}

function verdict({ document, words }: RestStage, points: number | undefined): DocumentFragment[] {
  if (points === undefined) return [];
  if (points === 1) return [tag(document, 'good', 'check', words.say('fits'))];
  return [tag(document, 'again', 'again', words.say(points > 0 ? 'fitsInPart' : 'notYet'))];
}

/** A copy of the form that holds the answer and takes no other. */
function closed(stage: RestStage, form: HTMLFormElement, question: QuestionData, answer: string): HTMLElement {
  const copy = stage.document.importNode(form, true);
  copy.removeAttribute('data-question');
  copy.removeAttribute('data-limit');
  for (const extra of all(copy, 'template, details, .limit, .hint, [data-count]')) extra.remove();
  const fields = find<HTMLFieldSetElement>(copy, 'fieldset');
  fields.removeAttribute('aria-describedby');
  fields.hidden = false;
  fields.inert = false;
  // An id stands once in a page; what refers to one here means the copy's.
  for (const name of ['id', 'for', 'aria-labelledby', 'aria-describedby']) {
    for (const one of all(copy, `[${name}]`)) {
      const ids = (one.getAttribute(name) ?? '').split(' ').map((id) => `again-${id}`);
      one.setAttribute(name, ids.join(' '));
    }
  }
  createQuestionForm(stage, copy, question, () => undefined).write(answer);
  fields.disabled = true;
  return copy;
}
