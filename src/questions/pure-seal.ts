import { sha256 } from './pure-sha256.js';

/** What a question's key is sealed with: part of the data of every type whose key does not lie open. */
export interface Salted {
  readonly salt: string;
}

/**
 * One right answer, or a part of one, as the package holds it: 48 bits of a salted SHA-256, in 12 hexadecimal digits.
 * It tells whether an answer is right, and not which one is: who wants to know has to try (`docs/answers.md`).
 */
export function seal({ salt }: Salted, answer: string): string {
  return sha256(`${salt}\n${answer}`)
    .slice(0, 6)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** Several right answers, in an order that says nothing of them. */
export function sealAll(salted: Salted, answers: readonly string[]): string[] {
  return answers.map((answer) => seal(salted, answer)).sort();
}
