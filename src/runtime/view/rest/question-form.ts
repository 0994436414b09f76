import type { QuestionData } from '../../../model/course-data.js';
import { all } from '../dom.js';
import type { Stage } from '../stage.js';
import { arrange, createOrdering } from './ordering.js';
import { showPairs } from './pairs.js';

/** A question's form as an encoded answer. It knows no question type: what a form can do, its template says by attributes. */
export interface QuestionForm {
  /** The answer as it stands, encoded; '' when there is none. */
  read(): string;
  /** Shows an encoded answer. */
  write(answer: string): void;
  /** True when every part has an answer. */
  isComplete(): boolean;
}

/** @param changed called after every change by the learner */
export function createQuestionForm(
  stage: Stage,
  form: HTMLFormElement,
  question: QuestionData,
  changed: () => void,
): QuestionForm {
  const behaviour = stage.rules().behaviour(question.type);
  const { data } = question;
  const lists = all(form, '[data-order]');

  const response = (): unknown => behaviour.read(data, fieldsOf(form));
  const adorn = (): void => {
    const picked = form.querySelectorAll(':checked').length;
    for (const count of all(form, '[data-count]')) {
      const { count: key = '', of = '' } = count.dataset;
      count.textContent = stage.words.say(key, { n: picked, of: Number(of) });
    }
    for (const pairs of all(form, '[data-pairs]')) showPairs(stage.words, pairs);
  };

  for (const list of lists) createOrdering(stage, list);
  form.addEventListener('input', () => {
    adorn();
    changed();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  adorn();

  return {
    read: () => behaviour.encode(data, response()),
    isComplete: () => behaviour.isComplete(data, response()),
    write(answer) {
      const fields = behaviour.write(data, behaviour.decode(data, answer));
      for (const input of all<HTMLInputElement>(form, 'input')) {
        const values = fields.get(input.name) ?? [];
        if (input.type === 'text') input.value = values[0] ?? '';
        else if (input.type !== 'hidden') input.checked = values.includes(input.value);
      }
      for (const list of lists) arrange(list, fields);
      adorn();
    },
  };
}

/** The form's fields by name, in document order. */
function fieldsOf(form: HTMLFormElement): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}
