import type { QuestionData } from '../../../model/course-data.js';
import type { Rules } from '../../attempt.js';
import { fact, link, soft, tag } from '../dom.js';
import { minutes, type Spot, spots } from '../outline.js';
import type { Stage } from '../stage.js';

/** A round that was handed in, as its result shows it. */
export interface Round {
  /** In the order in which they were asked. */
  readonly questions: readonly QuestionData[];
  /** Of the questions that are scored. */
  readonly scores: ReadonlyMap<string, number>;
  /** Whole percent of each objective, in the module's order; -1 where none was asked about. */
  readonly percents: readonly number[];
}

/** A page worth reading again, with the numbers of the questions that say so. */
export interface ReviewPage extends Spot {
  readonly questions: readonly number[];
}

/** The pages that teach what was not all right, in the order of the module. @param objective only of its questions */
export function reviewPages({ course }: Stage, round: Round, objective?: string): ReviewPage[] {
  const missed = round.questions.flatMap((question, i) =>
    isMissed(question, round) && (objective === undefined || question.objective === objective)
      ? [{ page: question.review, number: i + 1 }]
      : [],
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

/** A line an objective that was asked about: how much of it was right, whether that is enough, and where to look. */
export function objectiveFacts(stage: Stage, { passingScore }: Rules, round: Round): DocumentFragment[] {
  const { document, course, words } = stage;
  const { mastery } = course.assessment ?? {};
  const needed = (mastery ?? passingScore) * 100 - 1e-7;
  return course.objectives.flatMap(({ id, text }, at) => {
    const percent = round.percents[at] ?? -1;
    if (percent < 0) return [];
    const asked = round.questions.filter((question) => question.objective === id && round.scores.has(question.id));
    const right = asked.filter((question) => round.scores.get(question.id) === 1).length;
    const isMastered = percent >= needed;
    const sign = isMastered
      ? tag(document, 'good', 'check', words.say('mastered'))
      : tag(document, 'again', 'again', words.say('review'));
    const count = words.say('rightOf', { n: right, of: asked.length });
    const share = { share: words.percent(percent / 100), needed: words.percent(mastery ?? 0) };
    const side = mastery ? `${count}, ${words.say('shareNeeded', share)}` : count;
    const line = document.createElement('span');
    line.append(text);
    for (const [n, page] of (isMastered ? [] : reviewPages(stage, round, id)).entries()) {
      line.append(n === 0 ? document.createElement('br') : ', ', link(document, page.id, page.title));
    }
    return [fact(document, line, soft(document, side), sign)];
  });
}

/** A question that is not scored cannot be missed. */
function isMissed({ id }: QuestionData, { scores }: Round): boolean {
  return scores.has(id) && scores.get(id) !== 1;
}
