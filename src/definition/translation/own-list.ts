/**
 * A list that every language has of its own, as accepted answers are: as many entries as it needs. A translator gets it
 * as one text, with `|` between the entries; a `|` in an entry is written `\|`.
 */
export const ownList = {
  /** The list as one text. */
  joined: (entries: readonly string[]): string =>
    entries.map((entry) => entry.replace(/[\\|]/g, (mark) => `\\${mark}`)).join(' | '),

  /** The entries of such a text; empty ones are none. */
  entries: (text: string): string[] =>
    [...text.matchAll(/(?:\\.|[^|])+/gsu)]
      .map(([entry]) => entry.replace(/\\(.)/gsu, (pair, mark: string) => (/[\\|]/.test(mark) ? mark : pair)).trim())
      .filter((entry) => entry !== ''),

  /** What the translator is told of it. */
  note: 'Answers that count as right, with | between them. Write what a learner may type in your language, not a translation of each: as many as it needs, at most 10.',
} as const;
