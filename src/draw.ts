import { numbersFrom } from './numbers-from.js';

/** So many of these questions, by their positions in the assessment. No position stands in two groups. */
export interface DrawGroup {
  readonly take: number;
  readonly from: readonly number[];
}

/** An assessment as far as a draw needs it; what is not declared is absent. */
export interface Pool<Question> {
  readonly questions: readonly Question[];
  readonly draw?: readonly DrawGroup[];
  readonly shuffle?: 'questions' | 'options' | 'both';
}

/**
 * The questions of one round, in the order in which they are asked. It follows from the seed and the round alone, so
 * that a seed is all that a suspended state has to hold. Each round takes the next of a fixed shuffle of each group:
 * no question comes again before its group is used up.
 * @param round from 0
 */
export function drawn<Question>({ questions, draw, shuffle }: Pool<Question>, seed: string, round: number): Question[] {
  const all = questions.map((_, position) => position);
  const picked = draw
    ? draw
        .flatMap(({ take, from }, group) => {
          const ring = shuffled(from, `${seed} ${group}`);
          return Array.from({ length: take }, (_, i) => ring[(round * take + i) % ring.length] ?? -1);
        })
        .sort((a, b) => a - b)
    : all;
  const order = shuffle === 'questions' || shuffle === 'both' ? shuffled(picked, `${seed}/${round}`) : picked;
  return order.flatMap((position) => questions[position] ?? []);
}

/** How many questions a round asks. */
export function roundSize({ questions, draw }: Pool<unknown>): number {
  return draw ? draw.reduce((sum, { take }) => sum + take, 0) : questions.length;
}

/** The most that the questions of one round can weigh together. */
export function heaviestRound<Question>(
  { questions, draw }: Pool<Question>,
  weigh: (question: Question) => number,
): number {
  const groups = draw ?? [{ take: questions.length, from: questions.map((_, position) => position) }];
  return groups.reduce((sum, { take, from }) => {
    const weights = from.flatMap((position) => questions[position] ?? []).map(weigh);
    return weights
      .sort((a, b) => b - a)
      .slice(0, take)
      .reduce((a, b) => a + b, sum);
  }, 0);
}

/** Fisher and Yates' shuffle by numbers that a text fixes. */
export function shuffled<Thing>(things: readonly Thing[], text: string): Thing[] {
  const next = numbersFrom(text);
  const left = [...things];
  return things.flatMap(() => left.splice(next(left.length), 1));
}
