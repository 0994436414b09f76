import { roundSize } from '../../draw.js';
import type { Scene } from '../view.js';
import { assessmentTitle } from './assessment-title.js';
import { all, find } from './dom.js';
import { minutes, spots } from './outline.js';
import type { Stage } from './stage.js';

/** The line that says where one is, the minutes left, and the segments that repeat it for the eye. */
export function createHeader(stage: Stage): (scene: Scene) => void {
  const { document, course, words } = stage;
  const where = find(document, '#where');
  const left = find(document, '#left');
  const bars = all<HTMLProgressElement>(document, '.segments progress');

  return (scene) => {
    where.textContent = whereText(stage, scene);
    const seconds = spots(course)
      .filter((spot) => !scene.state.seen.includes(spot.id))
      .reduce((sum, spot) => sum + spot.seconds, mustPass(scene) ? (course.assessment?.seconds ?? 0) : 0);
    left.textContent =
      scene.state.where.screen === 'page' && seconds > 0 ? words.say('minutesLeft', { n: minutes(seconds) }) : '';
    shares(scene).forEach((share, i) => {
      const bar = bars[i];
      if (bar) bar.value = share;
    });
  };
}

function whereText({ course, words }: Stage, scene: Scene): string {
  const { where } = scene.state;
  const assessment = assessmentTitle(words, course, scene.state);
  switch (where.screen) {
    case 'page': {
      const spot = spots(course).find((one) => one.id === where.page);
      if (!spot) return '';
      return words.say('lessonAndPage', { ...spot, lessons: course.lessons.length });
    }
    case 'assessment':
      return assessment;
    case 'question':
      return words.say('questionOf', {
        assessment,
        question: where.question + 1,
        questions: course.assessment ? roundSize(course.assessment) : 0,
      });
    case 'hand-in':
      return words.say('atHandIn', { assessment });
    case 'result':
      return words.say('atResult', { assessment });
  }
}

/** How much of each lesson is read, and of the assessment answered; 0 to 1. */
function shares({ rules, state }: Scene): number[] {
  const read = rules.course.lessons.map(
    ({ pages }) => pages.filter((page) => state.seen.includes(page.id)).length / Math.max(1, pages.length),
  );
  const { assessment } = rules.course;
  if (!assessment) return read;
  const answered = Object.values(state.current ?? {}).filter((answer) => answer !== '').length;
  return [...read, state.current ? answered / roundSize(assessment) : Number(state.tries.length > 0)];
}

function mustPass({ outcome }: Scene): boolean {
  return outcome.success !== 'passed' && outcome.triesLeft !== 0;
}
