import type { CourseData } from '../../../model/course-data.js';
import type { AttemptState } from '../../attempt.js';
import { fact, link, soft, tag } from '../dom.js';
import { minutes, type Spot, spots } from '../outline.js';
import type { Stage } from '../stage.js';
import { feedbackOf } from './feedback.js';

type Scores = ReadonlyMap<string, number>;

/** A page worth reading again, with the numbers of the questions that say so. */
export interface ReviewPage extends Spot {
  readonly questions: readonly number[];
}

/** The pages that teach what was not all right, in the order of the module. */
export function reviewPages(course: CourseData, scores: Scores): ReviewPage[] {
  const missed = (course.assessment?.questions ?? []).flatMap((question, i) =>
    isMissed(question, scores) ? [{ page: question.review, number: i + 1 }] : [],
  );
  return spots(course).flatMap((spot) => {
    const questions = missed.filter(({ page }) => page === spot.id).map(({ number }) => number);
    return questions.length === 0 ? [] : [{ ...spot, questions }];
  });
}

/** A line a page: link, place, minutes. */
export function reviewFacts({ document, words }: Stage, pages: readonly ReviewPage[]): DocumentFragment[] {
  return pages.map(({ id, title, lesson, page, seconds, questions }) => {
    const text = document.createElement('span');
    const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(
      questions.map(String),
    );
    text.append(
      link(document, id, title),
      document.createElement('br'),
      soft(document, words.say('reviewWhere', { lesson, page, questions: list, n: questions.length })),
    );
    return fact(document, text, soft(document, words.say('aboutMinutes', { n: minutes(seconds) })));
  });
}

/** A line an objective that was asked about: how many of its questions were right. */
export function objectiveFacts({ document, course, words }: Stage, scores: Scores): DocumentFragment[] {
  return course.objectives.flatMap(({ id, text }) => {
    const asked = (course.assessment?.questions ?? []).filter(
      (question) => question.objective === id && scores.has(question.id),
    );
    if (asked.length === 0) return [];
    const right = asked.filter((question) => scores.get(question.id) === 1).length;
    const sign =
      right === asked.length
        ? tag(document, 'good', 'check', words.say('mastered'))
        : tag(document, 'again', 'again', words.say('review'));
    return [fact(document, text, soft(document, words.say('rightOf', { n: right, of: asked.length })), sign)];
  });
}

/** Each question that was not all right, with the texts that explain it. */
export function missedQuestions(stage: Stage, state: AttemptState, scores: Scores): HTMLElement[] {
  const { document, course, words } = stage;
  return (course.assessment?.questions ?? []).flatMap((question, i) => {
    if (!isMissed(question, scores)) return [];
    const behaviour = stage.rules().behaviour(question.type);
    const answer = behaviour.decode(question.data, state.lastAnswers[question.id] ?? '');
    const title = document.createElement('p');
    const strong = document.createElement('strong');
    strong.textContent = words.say('questionTitle', { n: i + 1, title: question.title });
    title.append(strong);
    const text = document.createElement('div');
    text.className = 'flow';
    text.append(
      title,
      ...feedbackOf(document, question, behaviour.feedbackKeys(question.data, answer), { verdict: 'right' }),
    );
    return [text];
  });
}

/** A question that is not scored cannot be missed. */
function isMissed({ id }: { readonly id: string }, scores: Scores): boolean {
  return scores.has(id) && scores.get(id) !== 1;
}
