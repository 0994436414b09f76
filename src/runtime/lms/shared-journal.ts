import type { AnswerRecord, Interaction } from '../../interaction.js';
import type { ScormCalls } from './shared-scorm.js';

/** A record whose answer may be told. */
export type OpenRecord = AnswerRecord & { readonly interaction: Interaction };

/** Most interactions of one attempt: more would push an LMS's closing request over what browsers deliver (S5). */
const limit = 150;

/**
 * The interactions of a session as a journal: each answer has an index of its own, and the count goes on
 * from what the LMS has (SCORM 2004 RTE 4.2.9.1; I1, I2). An interaction is written once.
 * @param elements the interaction's parts with their values, in the order in which the standard wants them set
 */
export function createJournal(
  calls: ScormCalls,
  elements: (record: OpenRecord, index: number) => readonly (readonly [part: string, value: string])[],
): (answers: readonly AnswerRecord[]) => void {
  let next = calls.number('cmi.interactions._count');
  let done = 0;
  return (answers) => {
    for (const record of answers.slice(done)) {
      done += 1;
      const index = next ?? record.index;
      if (!record.interaction || index >= limit) continue;
      for (const [part, value] of elements({ ...record, interaction: record.interaction }, index)) {
        calls.offer(`cmi.interactions.${index}.${part}`, value);
      }
      next = index + 1;
    }
  };
}
