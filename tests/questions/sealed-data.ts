import { seal, sealAll } from '../../src/questions/pure-seal.js';
import { earning, stepId } from '../../src/questions/scenario/behaviour.js';

const salted = { salt: 'salt' } as const;

/** A question's data with its key sealed, as the compiler leaves it, from the key in clear. */
export const sealedData = {
  /** @param right 'a' */
  one: (options: readonly string[], right: string) => ({ ...salted, options, right: seal(salted, right) }),
  picks: (options: readonly string[], right: readonly string[]) => ({
    ...salted,
    options,
    right: sealAll(salted, right),
  }),
  /** @param right '1b', '2a' */
  pairs: (right: readonly string[]) => ({
    ...salted,
    sources: right.map((pair) => pair.charAt(0)),
    targets: right.map((pair) => pair.charAt(1)).sort(),
    right: sealAll(salted, right),
  }),
  /** @param right the order, which is shown as `shown` */
  order: (right: readonly string[], shown: readonly string[]) => ({
    ...salted,
    shown,
    right: sealAll(
      salted,
      right.map((id, place) => `${place + 1}${id}`),
    ),
  }),
  /** @param forms as they are compared */
  words: (forms: readonly string[], caseSensitive = false) => ({
    ...salted,
    caseSensitive,
    right: sealAll(salted, forms),
  }),
  walk: (steps: readonly (readonly { points: number; next: number }[])[], best: number) => ({
    ...salted,
    best,
    steps: steps.map((decisions, at) =>
      decisions.map(({ points, next }, place) => ({
        next,
        earns: seal(salted, earning([stepId(at), 'abcd'.charAt(place)], points)),
      })),
    ),
  }),
};
