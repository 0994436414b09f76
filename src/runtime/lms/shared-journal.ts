import type { AnswerPlace, AnswerRecord } from '../../interaction.js';
import type { Element, OpenRecord } from '../../scorm/interaction-elements.js';
import type { JournalCalls } from './session.js';

/**
 * The interactions of an attempt (I1): one for each knowledge check, which holds its latest answer, and one for each
 * question of each of the first tries; a later try overwrites the last of them. So there are never more than the build
 * measured, and what an LMS lacks the record store has. A next session goes on from what the LMS has (I2).
 * @param elements the interaction's parts with their values, in the order in which the standard wants them set
 * @param keptTries tries that are kept side by side, at least 1
 */
export function createJournal(
  calls: JournalCalls,
  elements: (record: OpenRecord) => readonly Element[],
  keptTries: number,
): (answers: readonly AnswerRecord[]) => void {
  const held = calls.number('cmi.interactions._count');
  // SCORM wants indexes without gaps, and some LMSs forget what they had: a place beyond their count is the next one.
  let next = held ?? 0;
  const given = new Map<number, number>();
  let done = 0;

  function indexOf(place: number): number {
    const known = given.get(place) ?? (held === null || place < held ? place : next++);
    given.set(place, known);
    return known;
  }

  return (answers) => {
    for (const record of answers.slice(done)) {
      done += 1;
      if (!record.interaction) continue;
      // An interaction keeps its id, and a later draw has other questions: the record store has them.
      if (record.place.isDrawn && (record.place.try ?? 0) > keptTries) continue;
      const { place, block } = placeOf(record.place, keptTries);
      const index = indexOf(place);
      // Who overwrites keeps the id: LMSs refuse another one for an interaction that they have.
      const id = block > 0 ? `${record.questionId}_t${block + 1}` : record.questionId;
      for (const [part, value] of elements({ ...record, id, interaction: record.interaction })) {
        calls.offer(`cmi.interactions.${index}.${part}`, value);
      }
    }
  };
}

/** From 0: checks and blocks of a try in the order in which they first came, and the number of the block. */
function placeOf({ position, of, try: number, blocks }: AnswerPlace, keptTries: number) {
  const kept = blocks.slice(0, keptTries);
  if (number === null) return { place: position + of * kept.filter((before) => before <= position).length, block: 0 };
  const block = Math.min(number, kept.length) - 1;
  return { place: (kept[block] ?? 0) + block * of + position, block };
}
