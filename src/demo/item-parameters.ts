import { chanceOf, seedOf } from './chance.js';

/**
 * How an item of the made year answers to ability: the two-parameter logistic model,
 * P(right) = 1 / (1 + exp(-a (ability - b))), ability being standard normal.
 */
export interface ItemParameters {
  /** Discrimination; below 0, who knows more does worse. */
  readonly a: number;
  /** Difficulty: the ability at which half of the answers are right. */
  readonly b: number;
}

/**
 * The parameters of an item in one version of its module. The oldest version has three faults that an analysis should
 * find, and that the next version mends: its first item is keyed wrong, its second is too easy, its third too hard.
 * @param place of the item in the assessment, from 0
 * @param age 0 is the current version, 1 the one before
 */
export function itemParameters(seed: number, item: string, place: number, age: number): ItemParameters {
  if (age === oldest && place === 0) return { a: -0.6, b: 0 };
  if (age === oldest && place === 1) return { a: 0.9, b: -4 };
  if (age === oldest && place === 2) return { a: 0.9, b: 2.6 };
  const chance = chanceOf(seed, seedOf(item));
  return { a: 0.7 + chance.share() * 1.3, b: -1.6 + chance.share() * 1.8 };
}

/** Versions of each module in the made year, less one. */
export const oldest = 2;

export function probabilityRight({ a, b }: ItemParameters, ability: number): number {
  return 1 / (1 + Math.exp(-a * (ability - b)));
}

/** Share of right answers among people of standard normal ability: the integral by the trapezoidal rule, exact to 1e-9. */
export function expectedDifficulty(parameters: ItemParameters): number {
  const [from, to, step] = [-8, 8, 1 / 256];
  let sum = 0;
  for (let x = from; x <= to; x += step)
    sum += probabilityRight(parameters, x) * Math.exp((-x * x) / 2) * (x === from || x === to ? 0.5 : 1);
  return (sum * step) / Math.sqrt(2 * Math.PI);
}
