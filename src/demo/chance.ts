import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** 0 (included) to 1 (excluded). */
  share(): number;
  /** True with this probability. */
  yes(probability: number): boolean;
  /** From 0 to `count` - 1. */
  below(count: number): number;
  /** @throws when there is nothing to choose from */
  oneOf<Value>(values: readonly Value[]): Value;
  /** By their weights, which need not add up to 1. */
  weighted<Value>(values: readonly (readonly [value: Value, weight: number])[]): Value;
  /** Of the standard normal distribution. */
  normal(): number;
  /** UUID of version 4 (RFC 9562 5.4), lower case. */
  uuid(): string;
}

/** @param seed numbers that together name this course of chance: two lists that differ have nothing in common */
export function chanceOf(...seed: readonly number[]): Chance {
  const generator = xoroshiro128plus(
    seed.reduce((mixed, one) => Math.imul(mixed ^ one, 0x9e3779b1) ^ (mixed >>> 15), 7),
  );
  // The first numbers of neighbouring seeds are alike.
  for (let n = 0; n < 8; n++) generator.next();
  const share = () => uniformFloat64(generator);
  const below = (count: number) => Math.floor(share() * count);
  return {
    share,
    yes: (probability) => share() < probability,
    below,
    oneOf(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('There is nothing to choose from');
      return value;
    },
    weighted(values) {
      let left = share() * values.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of values) {
        left -= weight;
        if (left < 0) return value;
      }
      const last = values.at(-1);
      if (!last) throw new Error('There is nothing to choose from');
      return last[0];
    },
    // Box and Muller; 1 - share() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    uuid() {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16));
      hex[12] = '4';
      hex[16] = '89ab'[below(4)] ?? '8';
      const text = hex.join('');
      return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
    },
  };
}

/** A number for a text, to make a seed of it (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return hash >>> 0;
}
