import type { Frame } from 'playwright-core';
import { heading, turn } from '../../journey/course.js';
import { faultModule } from './fault-module.js';
import { until } from './until.js';

/** Something that a learner did, and what must be there of it once the page called it saved. */
export interface Act {
  readonly name: string;
  /** Heading that is shown afterwards, and after a relaunch. */
  readonly place: string;
  /** Pages seen by then. */
  readonly pages: readonly string[];
  /** Ids of the questions answered in the try under way. */
  readonly answered: readonly string[];
  readonly isChecked: boolean;
  readonly isPassed: boolean;
}

/** A learner at a course: what was done, and how much of it was seen as saved. */
export interface CourseLearner {
  readonly acts: readonly Act[];
  /** How many acts the page has called saved. */
  savedActs(): number;
  sign(): string;
  nextPage(): Promise<void>;
  check(): Promise<void>;
  startAssessment(): Promise<void>;
  answer(): Promise<void>;
  handIn(): Promise<void>;
  backToLessons(): Promise<void>;
  /** Waits until the page says saved or not saved, at most so long; notes what it says. */
  look(milliseconds: number): Promise<string>;
}

export function courseLearner(course: Frame, first: string): CourseLearner {
  let now: Act = { name: 'open', place: first, pages: [first], answered: [], isChecked: false, isPassed: false };
  const acts: Act[] = [now];
  let saved = 0;
  let sign = '';
  const did = (name: string, change: Partial<Act>) => {
    now = { ...now, ...change, name };
    acts.push(now);
  };
  const read = () =>
    course
      .locator('#saved')
      .getAttribute('data-state')
      .then((state) => state ?? '');
  const { questions, right } = faultModule;
  return {
    acts,
    savedActs: () => saved,
    sign: () => sign,
    async nextPage() {
      const place = await turn(course, 'link', /^Next/);
      did(`read ${place}`, { place, pages: isPage(place) ? [...now.pages, place] : now.pages });
    },
    async check() {
      const form = course.locator('main section:not([hidden]) form');
      await form.getByText(right).click();
      await form.getByRole('button', { name: /^Check answer/ }).click();
      did('answered the check', { isChecked: true });
    },
    async startAssessment() {
      did('started the assessment', { place: await turn(course, 'button', /^Start the assessment/) });
    },
    async answer() {
      await course.locator('main section:not([hidden]) form').getByText(right).click();
      const id = questions[now.answered.length] ?? '';
      const place = await turn(course, 'link', /^(Keep answer and go on|Next)/);
      did(`answered ${id}`, { place, answered: [...now.answered, id] });
    },
    async handIn() {
      await course.getByRole('button', { name: /^Hand in my answers/ }).click();
      await until(
        () => heading(course),
        (text) => text === faultModule.passed,
        5000,
      );
      did('passed', { place: faultModule.passed, answered: [], isPassed: true });
    },
    async backToLessons() {
      const place = await turn(course, 'link', /^Go back to the lessons/);
      did('went back to the lessons', { place });
    },
    async look(milliseconds) {
      const count = acts.length;
      sign = await until(read, (state) => state !== 'saving', milliseconds);
      if (sign === 'saved') saved = count;
      return sign;
    },
  };
}

function isPage(place: string): boolean {
  return faultModule.pages.some((page) => page === place);
}
