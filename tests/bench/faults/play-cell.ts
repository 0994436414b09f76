import type { BrowserContext } from 'playwright-core';
import { heading } from '../../journey/course.js';
import { type Cell, type CellResult, faults, type Moment } from './cells.js';
import { type CourseLearner, courseLearner } from './learner.js';
import { NotPlayable, openPlayPage, type PlayPage } from './play-page.js';
import { type Told, whatIsMissing } from './what-is-missing.js';

export interface CellParts {
  readonly context: BrowserContext;
  readonly origin: string;
  readonly statements: (registration: string) => Promise<readonly Told[]>;
}

/** How long the page may take to say whether something is saved, milliseconds. */
const patience = 15_000;

/** Plays one cell: work that is saved, the fault, more work, the end, and a relaunch with nothing wrong. */
export async function playCell(cell: Cell, parts: CellParts): Promise<CellResult> {
  const began = Date.now();
  const result = (more: Pick<CellResult, 'skipped' | 'missing' | 'sign'>): CellResult => ({
    ...cell,
    ...more,
    seconds: (Date.now() - began) / 1000,
  });
  let play: PlayPage | null = null;
  try {
    play = await openPlayPage(parts.context, parts.origin, cell.target, cell.fault);
    const course = await play.course();
    const learner = courseLearner(course, await heading(course));
    if ((await learner.look(patience)) === 'untracked') throw new NotPlayable('it keeps nothing at an LMS');
    await steps[cell.moment].before(learner);
    if ((await learner.look(patience)) !== 'saved')
      return result({
        skipped: null,
        missing: [`before the fault the page says “${learner.sign()}”`],
        sign: learner.sign(),
      });
    await suffer(cell, play, learner);
    await play.launchAgain();
    // Where only the page went and the network held, all that was done must be there, seen as saved or not.
    const sure = faults[cell.fault].stays ? learner.savedActs() : learner.acts.length;
    const missing = await whatIsMissing({
      ...{ play, course: await play.course(), acts: learner.acts, sure },
      statements: parts.statements,
    });
    return result({ skipped: null, missing, sign: learner.sign() });
  } catch (error) {
    if (error instanceof NotPlayable) return result({ skipped: error.message, missing: [], sign: '' });
    const told = error instanceof Error ? error.message : String(error);
    return result({ skipped: null, missing: [`the cell broke off: ${told.split('\n')[0]}`], sign: '' });
  } finally {
    await play?.close().catch(() => undefined);
  }
}

async function suffer({ fault, moment }: Cell, play: PlayPage, learner: CourseLearner): Promise<void> {
  const { during, waits } = steps[moment];
  if (!faults[fault].stays) {
    await during(learner);
    await play.press(fault);
    return pause();
  }
  await play.press(fault);
  await during(learner);
  if (waits) await learner.look(patience);
  await play.closeCourse();
  // What the closing page sends must still meet the fault.
  await pause();
  await play.press(fault);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 700));
}

interface Steps {
  /** Ends in something that the page will call saved. */
  readonly before: (learner: CourseLearner) => Promise<void>;
  /** While the fault is on, or right before it strikes. */
  readonly during: (learner: CourseLearner) => Promise<void>;
  /** Whether the learner stays to see what becomes of it. */
  readonly waits: boolean;
}

const steps: Readonly<Record<Moment, Steps>> = {
  'in a lesson': {
    async before(learner) {
      await learner.nextPage();
      await learner.check();
    },
    during: (learner) => learner.nextPage(),
    waits: true,
  },
  'in the assessment': {
    async before(learner) {
      await readAll(learner);
      await learner.startAssessment();
      await learner.answer();
    },
    during: (learner) => learner.answer(),
    waits: true,
  },
  'at the moment of passing': {
    async before(learner) {
      await readAll(learner);
      await learner.startAssessment();
      for (let n = 0; n < 3; n++) await learner.answer();
    },
    during: (learner) => learner.handIn(),
    waits: true,
  },
  'at close': {
    async before(learner) {
      await readAll(learner);
      await learner.startAssessment();
      for (let n = 0; n < 3; n++) await learner.answer();
      await learner.handIn();
    },
    during: (learner) => learner.backToLessons(),
    waits: false,
  },
};

/** From the first page to the assessment. */
async function readAll(learner: CourseLearner): Promise<void> {
  for (let n = 0; n < 4; n++) await learner.nextPage();
}
