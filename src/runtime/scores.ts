import type { QuestionData } from '../model/course-data.js';
import type { Answers, AttemptState, Rules } from './attempt.js';

/** Score of one set of answers, 0 to 1, weighted; and of each question. */
export function scoreAnswers(
  rules: Rules,
  questions: readonly QuestionData[],
  answers: Answers,
): { score: number; byQuestion: ReadonlyMap<string, number> } {
  const byQuestion = new Map<string, number>();
  let sum = 0;
  let weight = 0;
  for (const q of questions) {
    // Of a question without a right answer nothing is to be scored, reviewed or missed.
    if (q.weight === 0) continue;
    const points = scoreAnswer(rules, q, answers[q.id] ?? '');
    byQuestion.set(q.id, points);
    sum += points * q.weight;
    weight += q.weight;
  }
  return { score: weight === 0 ? 0 : sum / weight, byQuestion };
}

/** Score of one encoded answer, 0 to 1. */
export function scoreAnswer(rules: Rules, question: QuestionData, answer: string): number {
  const behaviour = rules.behaviour(question.type);
  return behaviour.score(question.data, behaviour.decode(question.data, answer));
}

/**
 * Each objective by itself: whole percent in the module's order, -1 where no scored question asked about it. Rounded
 * down, so that a percent reached is reached; short when one falls under the mastery that the assessment declares.
 */
export function masteryOf(
  rules: Rules,
  questions: readonly QuestionData[],
  answers: Answers,
): { percents: number[]; isShort: boolean } {
  const percents = rules.course.objectives.map(({ id }) => {
    const own = questions.filter((q) => q.objective === id && q.weight > 0);
    return own.length === 0 ? -1 : Math.floor(scoreAnswers(rules, own, answers).score * 100 + 1e-7);
  });
  const needed = (rules.course.assessment?.mastery ?? 0) * 100 - 1e-7;
  return { percents, isShort: percents.some((percent) => percent >= 0 && percent < needed) };
}

/** False for a type that keeps its answers private: nobody is told of them. */
export function isReported(rules: Rules, question: QuestionData): boolean {
  const behaviour = rules.behaviour(question.type);
  return behaviour.interaction(question.data, behaviour.decode(question.data, '')) !== undefined;
}

/** Ids of the answered checks of which somebody is told, in the order of their first answers. */
export function reportedChecks(rules: Rules, { checks }: Pick<AttemptState, 'checks'>): string[] {
  return Object.keys(checks).filter((id) => rules.course.checks.some((q) => q.id === id && isReported(rules, q)));
}
