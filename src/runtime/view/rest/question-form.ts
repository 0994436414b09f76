import type { QuestionData } from '../../../model/course-data.js';
import { all } from '../dom.js';
import type { RestStage } from './question-part.js';

/** A question's form as an encoded answer. It knows no question type: what is more than plain fields, its type's part adds. */
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
    const picked = form.querySelectorAll(':checked').length;
    for (const count of all(form, '[data-count]')) {
      const { count: key = '', of = '' } = count.dataset;
      count.textContent = stage.words.say(key, { n: picked, of: Number(of) });
    }
    dress?.changed?.();
  };

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
      dress?.write?.(fields);
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
