import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** Scores of zxcvbn from 0 to 4; from 3 on, guessing offline against a slow hash is out of reach for most. */
const least = 3;

/**
 * Whether a password is one of the 30,000 that leak most, or made of these, rows of keys, dates and repetitions. Judged
 * here: no password leaves the server to be looked up.
 * @param name what the user signs in with
 */
export function isCommon(password: string, name: string): boolean {
  return (
    judge.check(
      password,
      [name, ...name.split(/[@.\s]/)].filter((part) => part.length > 2),
    ).score < least
  );
}
