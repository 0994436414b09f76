import { randomInt } from 'node:crypto';

/** Letters and digits that nobody mistakes for each other: 32, so that each is 5 bits. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A code drawn by chance that people read and type, so many characters long. */
export function readableCode(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
