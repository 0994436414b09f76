import type { Scene } from '../../view.js';
import { fill, find, slot } from '../dom.js';
import { shownPercent } from '../shown-percent.js';
import type { Stage } from '../stage.js';
import type { Round } from './result-lists.js';
import { isPreTestResult, roundScore } from './result-texts.js';

/** The score in words, and the bar that repeats it for the eye. */
export function drawScore({ words, course }: Stage, section: HTMLElement, scene: Scene, round: Round): void {
  const { rules, state, outcome } = scene;
  const score = roundScore(scene);
  const passed = outcome.success === 'passed';
  const share = slot(section, 'percent');
  const isOpen = isPreTestResult(scene);
  share.className = passed ? 'good' : isOpen ? '' : 'again';
  share.textContent = shownPercent(words, score, rules.passingScore);
  const points = [...round.scores.values()];
  const right = points.filter((one) => one === 1).length;
  const inPart = points.filter((one) => one > 0 && one < 1).length;
  const passing = words.percent(rules.passingScore);
  const { mastery } = course.assessment ?? {};
  fill(
    section,
    'score',
    [
      words.say('questionsRight', { n: right, of: points.length }),
      inPart > 0 ? words.say('questionsInPart', { n: inPart }) : '',
      isOpen ? '' : words.say('passingScoreIs', { share: passing }),
      mastery && !isOpen && state.tries.at(-1)?.short
        ? words.say('objectiveShort', { share: words.percent(mastery) })
        : '',
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
