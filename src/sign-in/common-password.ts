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
  const own = [name, ...name.split(/[@.\s]/)].filter((part) => part.length > 2);
  // The same word again and again is a word, however it is spaced: "password password" is no better than "password".
  const words = password.split(/[\s._-]+/).filter((word) => word !== '');
  const once = [...new Set(words.map((word) => word.toLowerCase()))];
  const told = once.length < words.length ? [password, once.join(' '), words.join('')] : [password, words.join('')];
  return told.some((one) => judge.check(one, own).score < least);
}
