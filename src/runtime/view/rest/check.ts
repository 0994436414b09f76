import type { QuestionData } from '../../../model/course-data.js';
import { scoreAnswer } from '../../scores.js';
import type { Scene } from '../../view.js';
import { all, fill, find, part, setIcon, slot, tag } from '../dom.js';
import { feedbackOf } from './feedback.js';
import { createQuestionForm } from './question-form.js';
import type { RestStage } from './question-part.js';

/** A knowledge check: one button whose words change, so that focus is never lost; feedback where the eye already is. */
export function createCheck(stage: RestStage, form: HTMLFormElement, question: QuestionData): (scene: Scene) => void {
  const { document, words } = stage;
  const box = find(form, '.feedback');
  const button = find(form, '[type=submit]');
  /** True while feedback stands for the answer in the form. */
  let judged = false;
  /** Answers in this window that were not right. */
  let missed = 0;
  /** The answer of the attempt that the form shows. */
  let shown = '';

  const clear = (): void => {
    judged = false;
    box.replaceChildren();
    for (const sign of all(form, '.opt .tag')) sign.remove();
    button.textContent = words.say('checkAnswer');
    button.classList.remove('quiet');
  };
  const fields = createQuestionForm(stage, form, question, clear);

  const tell = (tone: 'good' | 'again', head: string, body: readonly (Node | string)[]): void => {
    const made = part(document, 'feedback');
    setIcon(made, tone === 'good' ? 'done' : 'again');
    fill(made, 'head', head);
    slot(made, 'body').append(...body);
    box.className = `feedback ${tone}`;
    box.replaceChildren(made);
  };

  const judge = (answer: string): void => {
    clear();
    const behaviour = stage.rules().behaviour(question.type);
    const score = scoreAnswer(stage.rules(), question, answer);
    const right = score === 1;
    const keys = behaviour.feedbackKeys(question.data, behaviour.decode(question.data, answer));
    // Without a right answer nothing is judged: what was said is taken note of.
    const isScored = question.weight > 0;
    const head = words.say(!isScored ? 'noted' : right ? 'fits' : score > 0 ? 'fitsInPart' : 'notYet');
    if (isScored && !right) missed += 1;
    const verdict = { verdict: right ? 'right' : score > 0 ? 'partly' : 'wrong', missed } as const;
    tell(right || !isScored ? 'good' : 'again', head, feedbackOf(document, question, keys, verdict));
    for (const input of all<HTMLInputElement>(form, '.opt :checked')) {
      // Among several choices some may be right: the sign then takes no side.
      const tone = !isScored ? '' : right ? 'good' : input.type === 'radio' ? 'again' : '';
      input.parentElement?.append(
        tag(
          document,
          tone,
          right || !isScored ? 'check' : 'again',
          words.say(right && isScored ? 'yourAnswerFits' : 'yourAnswer'),
        ),
      );
    }
    button.textContent = words.say('tryAgain');
    button.classList.add('quiet');
    judged = true;
  };

  form.addEventListener('submit', () => {
    if (judged) {
      fields.again();
      clear();
      all<HTMLElement>(form, 'input:not([type=hidden]), select, textarea, [data-move]')
        .sort((a, b) => Number(b.matches(':checked')) - Number(a.matches(':checked')))
        .find((field) => field.checkVisibility())
        ?.focus();
      return;
    }
    const answer = fields.read();
    if (!fields.isComplete()) {
      const kind = answer === '' ? 'noAnswer' : 'notComplete';
      tell('again', words.say(kind), [words.say(`${kind}Help`)]);
      return;
    }
    shown = answer;
    judge(answer);
    stage.act({ type: 'check', question: question.id, answer });
    box.scrollIntoView({ block: 'nearest' });
  });

  // The page could be read before this script was there: an answer begun by then stays.
  let begun = fields.read() !== '';
  return ({ state }) => {
    const answer = state.checks[question.id] ?? '';
    const keep = begun;
    begun = false;
    if (answer === shown) return;
    shown = answer;
    if (keep) return;
    fields.write(answer);
    if (answer === '') clear();
    else judge(answer);
  };
}
