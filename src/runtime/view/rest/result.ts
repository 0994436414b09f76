import { asked, rounds } from '../../attempt.js';
import { canStart, mayTryAgain } from '../../can-start.js';
import { masteryOf, scoreAnswers } from '../../scores.js';
import type { SavedSign, Scene } from '../../view.js';
import { fill, find, setIcon, slot } from '../dom.js';
import { answersAgain } from './answers-again.js';
import { showWait } from './assessment.js';
import { drawScore } from './draw-score.js';
import type { RestStage } from './question-part.js';
import { objectiveFacts, type Round, reviewFacts, reviewPages } from './result-lists.js';
import { gainText, isPreTestResult, keptText, nextText, triesText, verdict } from './result-texts.js';

export interface Result {
  show(scene: Scene): void;
  saved(sign: SavedSign): void;
}

/** The result of the round handed in last: verdict, score, what it showed, what to review. */
export function createResult(stage: RestStage): Result {
  const { document, words, course } = stage;
  const section = find(document, '[data-place="/result"]');
  let scene: Scene | null = null;
  let sign: SavedSign = { state: 'saving' };
  slot(section, 'again').addEventListener('click', () => stage.act({ type: 'start-try' }));
  slot(section, 'print').addEventListener('click', () => document.defaultView?.print());

  const drawBox = (): void => {
    if (!scene) return;
    const { outcome } = scene;
    const passed = outcome.success === 'passed';
    const isOpen = isPreTestResult(scene) || Boolean(course.assessment?.kind);
    const box = slot(section, 'box');
    const bad = sign.state === 'failing' || sign.state === 'untracked';
    box.className = `feedback ${bad ? 'fault' : passed || isOpen ? 'good' : 'again'}`;
    setIcon(box, bad ? 'warn' : passed || isOpen ? 'done' : 'again');
    fill(box, 'kept', keptText(stage, sign, passed));
    fill(box, 'next', nextText(stage, scene, sign));
    const at = sign.state === 'saved' ? `${words.say('resultOf', { date: words.date(sign.at) })} ` : '';
    fill(section, 'paper', `${at}${words.say('noCertificate')}`);
  };

  const draw = (now: Scene): void => {
    const { rules, state, outcome } = now;
    const { assessment } = course;
    const passed = outcome.success === 'passed';
    const isPre = isPreTestResult(now);
    fill(section, 'verdict', words.say(verdict(now)));

    // Who only hands in is shown no score, nor anything that gives one away.
    const isShown = !assessment?.kind;
    for (const name of ['score-line', 'bar', 'objectives', 'objectives-title']) slot(section, name).hidden = !isShown;
    const round = roundOf(now);
    const pages = isShown ? reviewPages(stage, round) : [];
    if (isShown) {
      drawScore(stage, section, now, round);
      slot(section, 'objectives').replaceChildren(...objectiveFacts(stage, rules, round));
    }
    fill(section, 'tries', isShown && !isPre ? triesText(stage, now) : '');
    fill(section, 'gain', isShown ? gainText(stage, now) : '');
    for (const name of ['tries', 'gain']) slot(section, name).hidden = slot(section, name).textContent === '';
    showWait(stage, section, now);
    slot(section, 'review').replaceChildren(...reviewFacts(stage, pages));
    for (const name of ['review', 'review-title']) slot(section, name).hidden = pages.length === 0;

    // Answers are explained once nothing can be gained by knowing them.
    const box = slot(section, 'answers');
    box.hidden = !passed || assessment?.review === 'never';
    find(box, 'div').replaceChildren(...(box.hidden ? [] : answersAgain(stage, round, state.lastAnswers)));

    const [first] = pages;
    const start = course.lessons[0]?.pages[0]?.id ?? '/assessment';
    const review = slot<HTMLAnchorElement>(section, 'go-review');
    review.hidden = passed || isPre || first === undefined;
    if (first) {
      review.href = `#${first.id}`;
      review.textContent = words.say('reviewLesson', { n: first.lesson });
    }
    const again = slot(section, 'again');
    again.hidden = isPre || !canStart(rules, state);
    find(again, 'span').textContent = words.say('startTry', { n: state.tries.length + 1 });
    // With a try to come, what helps with it stands alone.
    const print = slot(section, 'print');
    const lessons = slot<HTMLAnchorElement>(section, 'lessons');
    print.hidden = isPre || !isShown || mayTryAgain(rules, state);
    print.classList.toggle('quiet', !review.hidden);
    lessons.hidden = !isPre && (!again.hidden || !print.hidden) && !review.hidden;
    lessons.textContent = words.say(isPre ? 'goToFirstLesson' : 'goToLessons');
    lessons.classList.toggle('quiet', !isPre);
    lessons.href = `#${start}`;
  };

  return {
    show(next) {
      scene = next;
      if (next.state.where.screen !== 'result') return;
      draw(next);
      drawBox();
    },
    saved(next) {
      sign = next;
      drawBox();
    },
  };
}

/** The round handed in last. */
function roundOf({ rules, state }: Scene): Round {
  const questions = asked(rules.course, state, rounds(state) - 1);
  const { byQuestion } = scoreAnswers(rules, questions, state.lastAnswers);
  return { questions, scores: byQuestion, percents: masteryOf(rules, questions, state.lastAnswers).percents };
}
