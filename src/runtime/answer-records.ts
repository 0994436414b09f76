import { roundSize } from '../draw.js';
import type { AnswerPlace, AnswerRecord } from '../interaction.js';
import type { QuestionData } from '../model/course-data.js';
import { xapiResponse } from '../xapi/response.js';
import { type Action, type AttemptState, asked, type Rules, rounds } from './attempt.js';
import { isReported, reportedChecks, scoreAnswer } from './scores.js';

/** Tells of answers. */
export type AnswerRecords = typeof answerRecords;

/**
 * What a protocol and the record store are told about the answers that an action brought; empty for most actions. Of
 * the assessment it is what the round asked, and nothing else.
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
    const interaction = behaviour.interaction(question.data, behaviour.decode(question.data, answer));
    return {
      place: at,
      questionId: question.id,
      text: question.text,
      objective: question.objective,
      interaction,
      spelled: interaction && xapiResponse(interaction),
      score: scoreAnswer(rules, question, answer),
      weight: question.weight,
      at: now,
      latencySeconds: secondsAt(where(question)),
      scored: at.try !== null,
    };
  };
  const { course } = rules;
  const questions = asked(course, before).filter((q) => isReported(rules, q));
  const { draw, shuffle } = course.assessment ?? {};
  const isDrawn = draw || shuffle ? true : undefined;
  // The same in every round, also where one draws more questions that nobody is told of than another.
  const of = isDrawn && course.assessment ? roundSize(course.assessment) : questions.length;
  const checked = reportedChecks(rules, before);
  switch (action.type) {
    case 'check': {
      const known = checked.indexOf(action.question);
      const position = known < 0 ? checked.length : known;
      return course.checks
        .filter((q) => q.id === action.question && isReported(rules, q))
        .map((q) => record(q, action.answer, { position, of, try: null, blocks: before.blocks }));
    }
    case 'hand-in': {
      const answers = before.current ?? {};
      const blocks = [...before.blocks, checked.length];
      return questions.map((q, position) =>
        record(q, answers[q.id] ?? '', { position, of, try: rounds(before) + 1, blocks, ...(isDrawn && { isDrawn }) }),
      );
    }
    case 'go':
    case 'start-try':
    case 'skip-pre-test':
    case 'keep':
      return [];
  }
}
