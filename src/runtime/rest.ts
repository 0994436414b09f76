import { interactionElements } from '../scorm/interaction-elements.js';
import { answerRecords } from './answer-records.js';
import { createRestView } from './view/rest/create-rest-view.js';
import type { QuestionPart } from './view/rest/question-part.js';
import type { RestCode } from './view.js';

/**
 * The half of the learner's script in which no protocol differs and which no first page needs: questions, results,
 * what is told of answers, and how SCORM spells them.
 * @param parts of the question types that this course asks; each is a built script of its own
 */
export function code(parts: readonly QuestionPart[]): RestCode {
  const byType = new Map(parts.map((part) => [part.behaviour.type, part]));
  return {
    behaviour(type) {
      const part = byType.get(type);
      if (!part) throw new Error(`No behaviour for questions of type ${type}`);
      return part.behaviour;
    },
    records: answerRecords,
    interactions: interactionElements,
    createView: (stage) => createRestView({ ...stage, dress: (type) => byType.get(type)?.dress }),
  };
}
