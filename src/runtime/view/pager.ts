import { asked, isPreTest } from '../attempt.js';
import type { Scene } from '../view.js';
import { assessmentTitle } from './assessment-title.js';
import { fill, find, part } from './dom.js';
import { spots } from './outline.js';
import { placeOf } from './place.js';
import type { Stage } from './stage.js';

interface Way {
  readonly place: string;
  readonly title: string;
  /** What the way is: "Next", "Keep answer and go on". */
  readonly way: string;
}

/** The links to what came before and what comes next. */
export function createPager(stage: Stage): (scene: Scene) => void {
  const pager = find(stage.document, '#pager');
  return (scene) => {
    const { back, on } = ways(stage, scene);
    const links: DocumentFragment[] = [];
    for (const [name, way] of [
      ['previous', back],
      ['next', on],
    ] as const) {
      if (!way) continue;
      const made = part(stage.document, name);
      find<HTMLAnchorElement>(made, 'a').href = `#${way.place}`;
      fill(made, 'way', way.way);
      fill(made, 'title', way.title);
      links.push(made);
    }
    pager.replaceChildren(...links);
    pager.hidden = links.length === 0;
  };
}

function ways(stage: Stage, scene: Scene): { back: Way | null; on: Way | null } {
  const { where } = scene.state;
  switch (where.screen) {
    case 'page':
      return pageWays(stage, scene, where.page);
    case 'assessment': {
      const last = isPreTest(stage.course, scene.state) ? undefined : spots(stage.course).at(-1);
      const back = last ? { place: last.id, title: last.title, way: stage.words.say('previous') } : null;
      return { back, on: null };
    }
    case 'question':
      return questionWays(stage, scene, where.question);
    case 'hand-in':
    case 'result':
      return { back: null, on: null };
  }
}

function pageWays({ course, words }: Stage, scene: Scene, id: string): { back: Way | null; on: Way | null } {
  const pages = spots(course);
  const at = pages.findIndex((spot) => spot.id === id);
  const [before, after] = [pages[at - 1], pages[at + 1]];
  const back = at > 0 && before ? { place: before.id, title: before.title, way: words.say('previous') } : null;
  if (after) return { back, on: { place: after.id, title: after.title, way: words.say('next') } };
  // After the last page comes what was left out, before the assessment that it keeps closed.
  const unread = pages.find((spot) => !scene.state.seen.includes(spot.id));
  if (unread) return { back, on: { place: unread.id, title: unread.title, way: words.say('notReadYet') } };
  const on = course.assessment && { place: '/assessment', title: course.assessment.title, way: words.say('next') };
  return { back, on };
}

function questionWays({ course, words }: Stage, scene: Scene, at: number): { back: Way | null; on: Way | null } {
  const questions = asked(course, scene.state);
  const answered = Boolean(scene.state.current?.[questions[at]?.id ?? '']);
  const way = words.say(answered ? 'keepAndGoOn' : 'next');
  const to = (question: number): Omit<Way, 'way'> => ({
    place: placeOf({ screen: 'question', question }),
    title: words.say('question', { n: question + 1 }),
  });
  const start = { place: '/assessment', title: assessmentTitle(words, course, scene.state) };
  return {
    back: { ...(at > 0 ? to(at - 1) : start), way: words.say('previous') },
    on: { ...(at + 1 < questions.length ? to(at + 1) : { place: '/hand-in', title: words.say('checkAnswers') }), way },
  };
}
