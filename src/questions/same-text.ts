import type { QuestionFault } from './definition.js';

/**
 * One fault for each text that repeats an earlier one; blanks and capitals make no difference to a reader.
 * @param at where the text at a position stands in the question as written
 * @param part what an author calls it: "option", "step"
 */
export function sameTextFaults(
  texts: readonly string[],
  at: (position: number) => readonly (string | number)[],
  part: string,
): QuestionFault[] {
  const first = new Map<string, number>();
  return texts.flatMap((text, position) => {
    const key = text.trim().replace(/\s+/g, ' ').toLowerCase();
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, position);
      return [];
    }
    return [
      {
        code: `question/duplicate-${part}`,
        path: at(position),
        message: `${capital(part)} ${position + 1} has the same text as ${part} ${earlier + 1}: "${text.trim()}".`,
        hint: `reword one of the two, or remove ${part} ${position + 1}.`,
      },
    ];
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
