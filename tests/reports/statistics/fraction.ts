/** A fraction of whole numbers without limit: arithmetic that rounds nothing, to judge arithmetic that does. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const whole = (value: number | bigint): Fraction => ({ over: BigInt(value), under: 1n });
export const ratio = (over: number, under: number): Fraction => lowest(BigInt(over), BigInt(under));
export const plus = (a: Fraction, b: Fraction): Fraction =>
  lowest(a.over * b.under + b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction): Fraction => lowest(a.over * b.over, a.under * b.under);
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });
export const through = (a: Fraction, b: Fraction): Fraction => times(a, { over: b.under, under: b.over });
export const sum = (all: readonly Fraction[]): Fraction => all.reduce(plus, whole(0));

/** The nearest number; twenty digits are cut off first, so that nothing overflows. */
export function near({ over, under }: Fraction): number {
  return Number((over * 10n ** 20n) / under) / 1e20;
}

function lowest(over: bigint, under: bigint): Fraction {
  const sign = under < 0n ? -1n : 1n;
  let [a, b] = [over < 0n ? -over : over, under * sign];
  while (b !== 0n) [a, b] = [b, a % b];
  const by = (a === 0n ? 1n : a) * sign;
  return { over: over / by, under: under / by };
}
