import type { AnswerRecord } from '../interaction.js';
import type { QuestionData } from '../model/course-data.js';
import type { Action, AttemptState, Rules } from './attempt.js';
import { isReported, scoreAnswer } from './attempt.js';

/**
 * What a protocol and the record store are told about the answers that an action brought; empty for most actions.
 * @param secondsAt seconds spent at a page or question, by its id
 */
export function answerRecords(
  rules: Rules,
  before: AttemptState,
  action: Action,
  at: number,
  secondsAt: (place: string) => number,
): AnswerRecord[] {
  // A knowledge check has the time of its page, a question of the assessment its own.
  const place = (question: QuestionData) => (before.where.screen === 'page' ? before.where.page : question.id);
  const record = (
    question: QuestionData,
    answer: string,
    index: number,
    suffix: string,
    scored: boolean,
  ): AnswerRecord => {
    const behaviour = rules.behaviour(question.type);
    return {
      index,
      id: question.id + suffix,
      questionId: question.id,
      text: question.text,
      objective: question.objective,
      interaction: behaviour.interaction(question.data, behaviour.decode(question.data, answer)),
      score: scoreAnswer(rules, question, answer),
      weight: question.weight,
      at,
      latencySeconds: secondsAt(place(question)),
      scored,
    };
  };
  switch (action.type) {
    case 'check':
      return rules.course.checks
        .filter((q) => q.id === action.question && isReported(rules, q))
        .map((q) => record(q, action.answer, before.reported, '', false));
    case 'hand-in': {
      const answers = before.current ?? {};
      const suffix = before.tries.length === 0 ? '' : `_t${before.tries.length + 1}`;
      const questions = (rules.course.assessment?.questions ?? []).filter((q) => isReported(rules, q));
      return questions.map((q, i) => record(q, answers[q.id] ?? '', before.reported + i, suffix, true));
    }
    case 'go':
    case 'start-try':
    case 'keep':
      return [];
  }
}
