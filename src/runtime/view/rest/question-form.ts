import type { QuestionData } from '../../../model/course-data.js';
import { all } from '../dom.js';
import { limitTime } from './limit-time.js';
import type { RestStage } from './question-part.js';

/** A question's form as an encoded answer. It knows no question type: what is more than plain fields, its type's part adds. */
export interface QuestionForm {
  /** The answer as it stands, encoded; '' when there is none. */
  read(): string;
  /** Shows an encoded answer. */
  write(answer: string): void;
  /** Begins again, where the type asks for it. */
  again(): void;
  /** True when every part has an answer. */
  isComplete(): boolean;
}

/** @param changed called after every change by the learner */
export function createQuestionForm(
  stage: RestStage,
  form: HTMLFormElement,
  question: QuestionData,
  changed: () => void,
): QuestionForm {
  const behaviour = stage.rules().behaviour(question.type);
  const { data } = question;
  const dress = stage.dress(question.type)?.(stage, form, question);

  const response = (): unknown => behaviour.read(data, fieldsOf(form));
  const adorn = (): void => {
    const picked = form.querySelectorAll(':checked:not([value=""])').length;
    for (const count of all(form, '[data-count]')) {
      const { count: key = '', of = '' } = count.dataset;
      count.textContent = stage.words.say(key, { n: picked, of: Number(of) });
    }
    dress?.changed?.();
  };

  if (form.dataset.limit) limitTime(stage, form, Number(form.dataset.limit));
  form.addEventListener('input', () => {
    adorn();
    changed();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  adorn();

  return {
    read: () => behaviour.encode(data, response()),
    again: () => dress?.again?.(),
    isComplete: () => behaviour.isComplete(data, response()),
    write(answer) {
      const fields = behaviour.write(data, behaviour.decode(data, answer));
      for (const input of all<HTMLInputElement | HTMLSelectElement>(form, 'input, select')) {
        const values = fields.get(input.name) ?? [];
        if (!('checked' in input) || input.type === 'text') input.value = values[0] ?? '';
        else if (input.type !== 'hidden') input.checked = values.includes(input.value);
      }
      dress?.write?.(fields);
      adorn();
    },
  };
}

/** The form's fields by name, in document order. */
function fieldsOf(form: HTMLFormElement): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new FormData(form)) {
    // Of a list without a choice nothing is chosen.
    if (typeof value === 'string' && value !== '') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}
