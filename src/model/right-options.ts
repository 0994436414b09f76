import { behaviourOf } from '../questions/behaviours.js';
import type { Question } from './module.js';

/** An option of a question, as statements name it. */
export interface Option {
  readonly id: string;
  readonly text: string;
}

/** The options that a learner chooses among, and which of them are right; none of a type without options. */
export function rightOptions({
  type,
  data,
  solution,
  components,
}: Pick<Question, 'type' | 'data' | 'solution' | 'components'>): {
  readonly options: readonly Option[];
  readonly correct: readonly string[];
} {
  const behaviour = behaviourOf(type);
  const right = behaviour.interaction(data, behaviour.decode(data, solution));
  switch (right?.type) {
    case 'choice':
      return { options: components.choices ?? [], correct: right.response };
    case 'true-false':
      return { options: yesAndNo, correct: right.response === null ? [] : [String(right.response)] };
    case 'sequencing':
    case 'matching':
    case 'fill-in':
    case 'numeric':
    case 'likert':
    case 'performance':
    case undefined:
      return { options: [], correct: [] };
  }
}

const yesAndNo: readonly Option[] = [
  { id: 'true', text: 'True' },
  { id: 'false', text: 'False' },
];
