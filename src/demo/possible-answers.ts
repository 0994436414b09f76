import type { SpelledAnswer } from '../interaction.js';
import type { Question } from '../model/module.js';
import { behaviourOf } from '../questions/behaviours.js';
import { xapiResponse } from '../xapi/response.js';
import { chanceOf, seedOf } from './chance.js';

/** An answer that a made learner may give. */
export interface PossibleAnswer {
  readonly score: number;
  readonly spelled: SpelledAnswer | undefined;
}

/** What can be answered to a question: all right, and some ways to be wrong, the likelier ones first. */
export interface PossibleAnswers {
  readonly right: PossibleAnswer;
  /** With weights: some distractors draw more people than others. Empty where nothing is wrong. */
  readonly wrong: readonly (readonly [answer: PossibleAnswer, weight: number])[];
}

/** Null for a type that keeps answers private: no statement tells of it. */
export function possibleAnswers(question: Question): PossibleAnswers | null {
  const behaviour = behaviourOf(question.type);
  const { data } = question;
  const read = (encoded: string): PossibleAnswer | null => {
    const response = behaviour.decode(data, encoded);
    if (!behaviour.isComplete(data, response)) return null;
    const interaction = behaviour.interaction(data, response);
    return { score: behaviour.score(data, response), spelled: interaction && xapiResponse(interaction) };
  };
  if (behaviour.interaction(data, behaviour.decode(data, '')) === undefined) return null;
  const right = read(question.solution);
  if (!right) return null;
  const wrong = new Map<string, PossibleAnswer>();
  for (const encoded of candidates(question)) {
    const answer = read(encoded);
    const key = answer?.spelled?.response ?? '';
    if (answer && answer.score < 1 && key !== '') wrong.set(key, answer);
    if (wrong.size === most) break;
  }
  return { right, wrong: [...wrong.values()].map((answer, n) => [answer, 1 / (n + 1)] as const) };
}

/** More ways to be wrong than these are not made. */
const most = 8;

/** Texts that may be encoded answers: single letters, right answers with letters left out, swapped or replaced. */
function* candidates({ id, solution, components }: Question): Generator<string> {
  const chance = chanceOf(seedOf(id));
  const ids = [...(components.choices ?? []), ...(components.target ?? []), ...(components.scale ?? [])].map(
    (one) => one.id,
  );
  yield* ids;
  for (let n = 0; n < 200; n++) {
    const letters = [...solution];
    const [one, other] = [chance.below(letters.length), chance.below(letters.length)];
    switch (chance.below(3)) {
      case 0:
        [letters[one], letters[other]] = [letters[other] ?? '', letters[one] ?? ''];
        break;
      case 1:
        letters.splice(one, 1);
        break;
      default:
        letters[one] = ids.length > 0 ? chance.oneOf(ids) : String(chance.below(10));
    }
    yield letters.join('');
  }
}
