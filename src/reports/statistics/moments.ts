/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sum of squared deviations from the mean; in two passes, which loses no digits where values are close together. */
export function squares(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
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
