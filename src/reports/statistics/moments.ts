/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n] ?? 0;
  return sum / values.length;
}

/** Sum of squared deviations from the mean; in two passes, which loses no digits where values are close together. */
export function squares(values: ArrayLike<number>): number {
  const middle = mean(values);
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += ((values[n] ?? 0) - middle) ** 2;
  return sum;
}

/** Pearson's correlation of two lists of one length; null when one of them does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [xMean, yMean] = [mean(xs), mean(ys)];
  const [x2, y2] = [squares(xs), squares(ys)];
  // What is left of equal values by rounding is no variation.
  if (!(x2 > hair * xs.length) || !(y2 > hair * ys.length)) return null;
  const together = xs.reduce((sum, x, i) => sum + (x - xMean) * ((ys[i] ?? yMean) - yMean), 0);
  return Math.max(-1, Math.min(1, together / Math.sqrt(x2 * y2)));
}

/** Squared deviation of a score (0 to 1) below which it is rounding. */
export const hair = 1e-24;
