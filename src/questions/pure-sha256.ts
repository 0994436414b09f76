/**
 * SHA-256 of a text's UTF-8 bytes, as 32 bytes (FIPS 180-4). Pure and at once: the browser's own answers later, and on
 * https only, where many an LMS is not.
 */
export function sha256(text: string): number[] {
  const message = new TextEncoder().encode(text);
  const words = padded(message);
  const state = [...starts];
  for (let block = 0; block < words.length; block += 16) compress(state, words.slice(block, block + 16));
  return state.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255));
}

/** Fractions of the roots of the first primes (4.2.2, 5.3.3): 32 bits of them are exact in a double. */
const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n - 2 }, (_, d) => d + 2).some((d) => n % d === 0),
);
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
const rounds = primes.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)));
const starts = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** 5.1.1: a one, noughts, and the length in bits. */
function padded(message: Uint8Array): number[] {
  const words: number[] = Array.from({ length: (((message.length + 8) >> 6) + 1) << 4 }, () => 0);
  for (const [at, byte] of [...message, 128].entries())
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at % 4) * 8));
  words[words.length - 1] = message.length * 8;
  return words;
}

/** 6.2.2. */
function compress(state: number[], schedule: number[]): void {
  const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));
  const at = (place: number): number => schedule[place] ?? 0;
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [n, round] of rounds.entries()) {
    if (n > 15) {
      const [x, y] = [at(n - 15), at(n - 2)];
      const early = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const late = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      schedule.push((at(n - 16) + early + at(n - 7) + late) | 0);
    }
    const mixed = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + round + at(n);
    const major = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + mixed) | 0, c, b, a, (mixed + major) | 0];
  }
  for (const [place, word] of [a, b, c, d, e, f, g, h].entries()) state[place] = ((state[place] ?? 0) + word) | 0;
}
