import { answer } from './answer.js';
import { answerRecords } from './answer-records.js';
import { journals } from './journals.js';
import { objectiveResults } from './objective-results.js';
import { createRestView } from './view/rest/create-rest-view.js';
import type { DressBlock } from './view/rest/dress-block.js';
import type { QuestionPart } from './view/rest/question-part.js';
import type { RestCode } from './view.js';

/** What belongs to this course alone; each is a built script of its own (`render/rest-file.ts`). */
export interface CourseParts {
  /** Of the question types that it asks. */
  readonly questions: readonly QuestionPart[];
  /** Of the blocks that it uses. */
  readonly blocks: readonly DressBlock[];
}

/**
 * The half of the learner's script in which no protocol differs and which no first page needs: questions, results,
 * what becomes of answers and is told of them, and how SCORM spells it.
 */
export function code({ questions, blocks }: CourseParts): RestCode {
  const byType = new Map(questions.map((part) => [part.behaviour.type, part]));
  return {
    behaviour(type) {
      const part = byType.get(type);
      if (!part) throw new Error(`No behaviour for questions of type ${type}`);
      return part.behaviour;
    },
    answer,
    records: answerRecords,
    results: objectiveResults,
    journals,
    createView: (stage) =>
      createRestView({ ...stage, dress: (type) => byType.get(type)?.dress }, () => {
        for (const dress of blocks) dress(stage);
      }),
  };
}
