import { canStart, scoreAnswers } from '../../attempt.js';
import type { SavedSign, Scene } from '../../view.js';
import { fill, find, setIcon, slot } from '../dom.js';
import { shownPercent } from '../shown-percent.js';
import type { Stage } from '../stage.js';
import { missedQuestions, objectiveFacts, reviewFacts, reviewPages } from './result-lists.js';

export interface Result {
  show(scene: Scene): void;
  saved(sign: SavedSign): void;
}

/** The result of the try handed in last: verdict, score, what it showed, what to review. */
export function createResult(stage: Stage): Result {
  const { document, words } = stage;
  const section = find(document, '[data-place="/result"]');
  let scene: Scene | null = null;
  let sign: SavedSign = { state: 'saving' };
  slot(section, 'again').addEventListener('click', () => stage.act({ type: 'start-try' }));
  slot(section, 'print').addEventListener('click', () => document.defaultView?.print());

  const drawBox = (): void => {
    if (!scene) return;
    const passed = scene.outcome.success === 'passed';
    const box = slot(section, 'box');
    const bad = sign.state === 'failing' || sign.state === 'untracked';
    box.className = `feedback ${bad ? 'fault' : passed ? 'good' : 'again'}`;
    setIcon(box, bad ? 'warn' : passed ? 'done' : 'again');
    fill(box, 'kept', keptText(stage, sign, passed));
    fill(box, 'next', nextText(stage, scene, sign));
    const at = sign.state === 'saved' ? `${words.say('resultOf', { date: words.date(sign.at) })} ` : '';
    fill(section, 'paper', `${at}${words.say('noCertificate')}`);
  };

  const draw = (now: Scene): void => {
    const { rules, state, outcome } = now;
    const score = state.tries.at(-1)?.score ?? 0;
    const passed = outcome.success === 'passed';
    fill(section, 'verdict', words.say(verdict(now)));
    drawScore(stage, section, now, score);
    fill(section, 'tries', triesText(stage, now));

    const { byQuestion } = scoreAnswers(rules, state.lastAnswers);
    const pages = reviewPages(rules.course, byQuestion);
    slot(section, 'objectives').replaceChildren(...objectiveFacts(stage, byQuestion));
    slot(section, 'review').replaceChildren(...reviewFacts(stage, pages));
    for (const name of ['review', 'review-title']) slot(section, name).hidden = pages.length === 0;

    // Answers are explained once nothing can be gained by knowing them.
    const missed = passed ? missedQuestions(stage, state, byQuestion) : [];
    const box = slot(section, 'missed');
    box.hidden = missed.length === 0;
    find(box, 'summary').textContent = words.say('missedQuestions', { n: missed.length });
    find(box, 'div').replaceChildren(...missed);

    const [first] = pages;
    const review = slot<HTMLAnchorElement>(section, 'go-review');
    review.hidden = passed || first === undefined;
    if (first) {
      review.href = `#${first.id}`;
      review.textContent = words.say('reviewLesson', { n: first.lesson });
    }
    const again = slot(section, 'again');
    again.hidden = !canStart(rules, state);
    find(again, 'span').textContent = words.say('startTry', { n: state.tries.length + 1 });
    // With a try to come, what helps with it stands alone.
    const print = slot(section, 'print');
    const lessons = slot<HTMLAnchorElement>(section, 'lessons');
    print.hidden = !again.hidden;
    print.classList.toggle('quiet', !review.hidden);
    lessons.hidden = !again.hidden && !review.hidden;
    lessons.href = `#${stage.course.lessons[0]?.pages[0]?.id ?? '/assessment'}`;
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

function verdict({ outcome }: Scene): string {
  if (outcome.success === 'passed') return 'passed';
  return outcome.triesLeft === 0 ? 'notPassed' : 'notPassedYet';
}

function drawScore({ words }: Stage, section: HTMLElement, { rules, state, outcome }: Scene, score: number): void {
  const { byQuestion } = scoreAnswers(rules, state.lastAnswers);
  const passed = outcome.success === 'passed';
  const share = slot(section, 'percent');
  share.className = passed ? 'good' : 'again';
  share.textContent = shownPercent(words, score, rules.passingScore);
  const right = [...byQuestion.values()].filter((points) => points === 1).length;
  const inPart = [...byQuestion.values()].filter((points) => points > 0 && points < 1).length;
  const passing = words.percent(rules.passingScore);
  fill(
    section,
    'score',
    [
      words.say('questionsRight', { n: right, of: byQuestion.size }),
      inPart > 0 ? words.say('questionsInPart', { n: inPart }) : '',
      words.say('passingScoreIs', { share: passing }),
    ]
      .filter(Boolean)
      .join(' '),
  );
  const bar = find<SVGElement>(section, '.bar');
  const value = find<SVGRectElement>(bar, '.value');
  value.setAttribute('width', `${score * 100}%`);
  value.classList.toggle('again', !passed);
  const at = `${rules.passingScore * 100}%`;
  const mark = find<SVGLineElement>(bar, 'line');
  mark.setAttribute('x1', at);
  mark.setAttribute('x2', at);
  const label = find<SVGTextElement>(bar, 'text');
  label.setAttribute('x', at);
  // Near an end the words grow inwards, so that they stay on a narrow screen.
  label.setAttribute('text-anchor', rules.passingScore > 0.75 ? 'end' : rules.passingScore < 0.25 ? 'start' : 'middle');
  label.textContent = words.say('toPass', { share: passing });
}

function triesText({ words }: Stage, scene: Scene): string {
  const { rules, state, outcome } = scene;
  const n = state.tries.length;
  const of = rules.course.assessment?.tries ?? null;
  const parts = [of === null ? words.say('tryNumber', { n }) : words.say('tryNumberOf', { n, of })];
  const best = outcome.score ?? 0;
  if (best > (state.tries.at(-1)?.score ?? 0)) {
    parts.push(words.say('bestSoFar', { share: shownPercent(words, best, rules.passingScore) }));
  }
  const { triesLeft } = outcome;
  const more = outcome.success !== 'passed' && triesLeft !== null && triesLeft > 0;
  parts.push(more ? words.say('triesLeft', { n: triesLeft }) : words.say('bestCounts'));
  return parts.join(' ');
}

function keptText({ words }: Stage, sign: SavedSign, passed: boolean): string {
  switch (sign.state) {
    case 'saved':
      return words.say(passed ? 'resultSaved' : 'answersSaved', { time: words.time(sign.at) });
    case 'saving':
      return words.say('resultSaving');
    case 'failing':
      return words.say('resultFailing');
    case 'untracked':
    case 'elsewhere':
      return words.say('resultUntracked');
    case 'review':
      return words.say('resultInReview');
  }
}

function nextText({ words }: Stage, { outcome, state, rules }: Scene, sign: SavedSign): string {
  if (sign.state === 'failing') return words.say(sign.retrying ? 'keepOpen' : 'openAgain');
  if (outcome.success !== 'passed') return words.say(outcome.triesLeft === 0 ? 'noTryLeft' : 'readAndTryAgain');
  if (outcome.completion === 'completed' && sign.state === 'saving') return words.say('finished');
  // With everything right there is nothing to review.
  if (outcome.completion === 'completed')
    return words.say(state.tries.at(-1)?.score === 1 ? 'finishedAll' : 'finishedClose');
  const unread = rules.course.lessons.flatMap((lesson) => lesson.pages).filter((page) => !state.seen.includes(page.id));
  return words.say('pagesToRead', { n: unread.length });
}
