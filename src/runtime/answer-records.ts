import type { AnswerPlace, AnswerRecord } from '../interaction.js';
import type { QuestionData } from '../model/course-data.js';
import type { Action, AttemptState, Rules } from './attempt.js';
import { isReported, reportedChecks, scoreAnswer } from './attempt.js';

/** Tells of answers. */
export type AnswerRecords = typeof answerRecords;

/**
 * What a protocol and the record store are told about the answers that an action brought; empty for most actions.
 * @param secondsAt seconds spent at a page or question, by its id
 */
export function answerRecords(
  rules: Rules,
  before: AttemptState,
  action: Action,
  now: number,
  secondsAt: (place: string) => number,
): AnswerRecord[] {
  // A knowledge check has the time of its page, a question of the assessment its own.
  const where = (question: QuestionData) => (before.where.screen === 'page' ? before.where.page : question.id);
  const record = (question: QuestionData, answer: string, at: AnswerPlace): AnswerRecord => {
    const behaviour = rules.behaviour(question.type);
    return {
      place: at,
      questionId: question.id,
      text: question.text,
      objective: question.objective,
      interaction: behaviour.interaction(question.data, behaviour.decode(question.data, answer)),
      score: scoreAnswer(rules, question, answer),
      weight: question.weight,
      at: now,
      latencySeconds: secondsAt(where(question)),
      scored: at.try !== null,
    };
  };
  const questions = (rules.course.assessment?.questions ?? []).filter((q) => isReported(rules, q));
  const of = questions.length;
  const checked = reportedChecks(rules, before);
  switch (action.type) {
    case 'check': {
      const known = checked.indexOf(action.question);
      const position = known < 0 ? checked.length : known;
      return rules.course.checks
        .filter((q) => q.id === action.question && isReported(rules, q))
        .map((q) => record(q, action.answer, { position, of, try: null, blocks: before.blocks }));
    }
    case 'hand-in': {
      const answers = before.current ?? {};
      const blocks = [...before.blocks, checked.length];
      return questions.map((q, position) =>
        record(q, answers[q.id] ?? '', { position, of, try: before.tries.length + 1, blocks }),
      );
    }
    case 'go':
    case 'start-try':
    case 'keep':
      return [];
  }
}
