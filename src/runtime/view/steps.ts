import { asked, isPreTest } from '../attempt.js';
import type { Scene } from '../view.js';
import { assessmentTitle } from './assessment-title.js';
import { placeOf } from './place.js';
import { shownPercent } from './shown-percent.js';
import type { Words } from './words.js';

/** A line of the menu. `place` is null for what is closed: text, not a dead link. */
export interface Step {
  readonly place: string | null;
  readonly state: 'done' | 'now' | 'todo' | 'locked';
  readonly icon: 'done' | 'now' | 'todo' | 'part' | 'lock';
  readonly title: string;
  /** The state in words. */
  readonly word: string;
}

/** The lessons and the assessment. */
export function lessonSteps(words: Words, scene: Scene): Step[] {
  const { where, seen } = scene.state;
  const isBefore = isPreTest(scene.rules.course, scene.state);
  const lessons = scene.rules.course.lessons.map(({ title, pages }): Step => {
    if (isBefore) {
      return { place: null, state: 'locked', icon: 'lock', title, word: words.say('opensAfterPreTest') };
    }
    const here = pages.findIndex((page) => where.screen === 'page' && page.id === where.page);
    const read = pages.filter((page) => seen.includes(page.id)).length;
    const place = (pages[here] ?? pages.find((page) => !seen.includes(page.id)) ?? pages[0])?.id ?? null;
    if (here >= 0) {
      const word = words.say('hereOnPage', { page: here + 1, pages: pages.length });
      return { place, state: 'now', icon: 'now', title, word };
    }
    if (read === pages.length) return { place, state: 'done', icon: 'done', title, word: words.say('done') };
    if (read === 0) return { place, state: 'todo', icon: 'todo', title, word: words.say('notStarted') };
    return {
      place,
      state: 'todo',
      icon: 'part',
      title,
      word: words.say('pagesRead', { n: read, pages: pages.length }),
    };
  });
  const assessment = assessmentStep(words, scene);
  if (!assessment) return lessons;
  return isBefore ? [assessment, ...lessons] : [...lessons, assessment];
}

function assessmentStep(words: Words, { rules, state, outcome }: Scene): Step | null {
  const { assessment } = rules.course;
  if (!assessment) return null;
  const title = assessmentTitle(words, rules.course, state);
  if (!outcome.unlocked) {
    return { place: null, state: 'locked', icon: 'lock', title, word: words.say('opensLater') };
  }
  const place = '/assessment';
  if (state.where.screen === 'assessment') {
    return { place, state: 'now', icon: 'now', title, word: words.say('here') };
  }
  if (state.current) return { place, state: 'todo', icon: 'part', title, word: words.say('tryUnderWay') };
  if (outcome.success === 'passed') {
    const share = shownPercent(words, outcome.score ?? 0, rules.passingScore);
    return { place, state: 'done', icon: 'done', title, word: words.say('passedWith', { share }) };
  }
  if (assessment.kind && state.tries.length > 0) {
    return { place, state: 'done', icon: 'done', title, word: words.say('handedIn') };
  }
  if (outcome.success === 'unknown') {
    return { place, state: 'todo', icon: 'todo', title, word: words.say('notStarted') };
  }
  const word = outcome.triesLeft === 0 ? words.say('notPassed') : words.say('notPassedYet');
  return { place, state: 'todo', icon: 'part', title, word };
}

/** The questions of the try under way, and the check before handing in. */
export function questionSteps(words: Words, scene: Scene): Step[] {
  const { where, current } = scene.state;
  const questions = asked(scene.rules.course, scene.state);
  const steps = questions.map((question, i): Step => {
    const place = placeOf({ screen: 'question', question: i });
    const title = words.say('question', { n: i + 1 });
    if (where.screen === 'question' && where.question === i) {
      return { place, state: 'now', icon: 'now', title, word: words.say('here') };
    }
    return current?.[question.id]
      ? { place, state: 'done', icon: 'done', title, word: words.say('answered') }
      : { place, state: 'todo', icon: 'todo', title, word: words.say('notAnswered') };
  });
  const handIn = { place: '/hand-in', state: 'todo', icon: 'todo', title: words.say('checkAnswers') } as const;
  return [...steps, { ...handIn, word: words.say('beforeHandIn') }];
}
