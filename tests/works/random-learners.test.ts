import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CourseData, courseData, type QuestionData } from '../../src/model/course-data.js';
import type { Module } from '../../src/model/module.js';
import { numbersFrom } from '../../src/numbers-from.js';
import { buildPackages, pressOf, targetsOf } from '../../src/pipeline.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { answer } from '../../src/runtime/answer.js';
import { type AttemptState, asked, isPreTest, newAttempt, pageIds, type Rules } from '../../src/runtime/attempt.js';
import { mayTryAgain } from '../../src/runtime/can-start.js';
import { outcome } from '../../src/runtime/outcome.js';
import { scoreAnswers } from '../../src/runtime/scores.js';
import { decodeState } from '../../src/runtime/suspended-state.js';
import { readZip, wholeFile } from '../../src/verify/zip/read-zip.js';
import { bytesSource } from '../../src/verify/zip/zip-source.js';
import { launchBrowser } from '../support/browser.js';
import { projectRoot } from '../support/cpm.js';
import { anyRound, type ModuleFiles } from './random/any-module.js';
import { fillForm } from './random/fill-form.js';
import { replayable, seed } from './random/seed.js';
import { someAnswer } from './random/some-answer.js';
import { openWebSite } from './random/web-site.js';
import { openRandomWorkshop, type RandomWorkshop } from './random/workshop.js';

let workshop: RandomWorkshop;
let browser: Browser;
let site: Awaited<ReturnType<typeof openWebSite>>;
beforeAll(async () => {
  [workshop, browser, site] = await Promise.all([openRandomWorkshop(), launchBrowser(), openWebSite()]);
});
afterAll(async () => {
  workshop.close();
  await browser.close();
  await site.close();
});

const clone = { root: projectRoot, cwd: projectRoot, modulesFolder: path.join(projectRoot, 'modules') };
const press = pressOf(
  clone,
  targetsOf(clone).filter(({ id }) => id === 'web'),
);

/** The module and the address of its package, unpacked on a web server. */
async function published(name: string, files: ModuleFiles): Promise<{ module: Module; url: string }> {
  const checked = await workshop.check(name, files);
  const built = await buildPackages(press, { modules: [checked], lasting: false }, path.join(workshop.folder, '_out'));
  const [one] = built.value ?? [];
  if (!checked.module || !one) throw new Error(JSON.stringify([checked.diagnostics, built.diagnostics]));
  const { value } = await readZip(bytesSource(await readFile(one.path)), one.file, wholeFile);
  return { module: checked.module, url: site.put(name, value?.files ?? new Map()) };
}

/** A learner's window on a course, and what is kept of it. */
class Learner {
  readonly faults: string[] = [];
  readonly rules: Rules;
  readonly #below: (limit: number) => number;
  constructor(
    readonly page: Page,
    readonly module: Module,
    readonly course: CourseData,
    who: string,
  ) {
    this.#below = numbersFrom(who);
    const passingScore = course.assessment?.passingScore ?? 1;
    this.rules = { course, behaviour: behaviourOf, answer, passingScore, now: () => Date.now() };
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  /** The attempt as it is kept in the browser, as soon as it is so far. */
  async kept(isSoFar: (attempt: AttemptState) => boolean): Promise<AttemptState> {
    for (let tries = 0; tries < 400; tries += 1) {
      const texts = await this.page.evaluate(() => Object.values(localStorage).map(String));
      const states = texts.flatMap((text) => /"state":"([^"]+)"/.exec(text)?.[1] ?? []);
      const attempt = decodeState(this.course, states[0] ?? '')?.attempt ?? newAttempt(this.course);
      if (isSoFar(attempt)) return attempt;
      await this.page.waitForTimeout(25);
    }
    throw new Error(`It was never kept: ${isSoFar}; the page shows ${await this.page.innerText('main')}`);
  }

  async go(place: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await this.page.locator(`section[data-place="${place}"]:not([hidden])`).waitFor();
  }

  async fill({ id, type, data }: QuestionData, encoded: string): Promise<void> {
    const { write, decode } = behaviourOf(type);
    await fillForm(this.page, id, write(data, decode(data, encoded)));
  }

  /** Takes a round and hands it in. @returns what was answered */
  async round(isRight: boolean): Promise<Readonly<Record<string, string>>> {
    const solutions = new Map((this.module.assessment?.questions ?? []).map(({ id, solution }) => [id, solution]));
    await this.page.locator('section:not([hidden]) [data-slot="start"]').click();
    const attempt = await this.kept(({ current }) => current !== null);
    const given: Record<string, string> = {};
    for (const [position, question] of asked(this.course, attempt).entries()) {
      const solution = solutions.get(question.id) ?? '';
      const isOrder = behaviourOf(question.type)
        .write(question.data, behaviourOf(question.type).decode(question.data, solution))
        .has('step');
      const text = isRight || isOrder || this.#below(3) > 0 ? solution : someAnswer(question, solution, this.#below);
      await this.go(`/question/${position + 1}`);
      await this.fill(question, text);
      if (text !== '') given[question.id] = text;
    }
    await this.go('/hand-in');
    await this.page.locator('section:not([hidden]) [data-slot="hand-in"]').click();
    await this.page.locator('section[data-place="/result"]:not([hidden])').waitFor();
    return given;
  }
}

/** Plays a course to its end; every score is that of the pure model for the same answers. @returns rounds taken */
async function play(learner: Learner, url: string): Promise<number> {
  const { page, course, module, rules } = learner;
  let rounds = 0;
  const judge = (attempt: AttemptState, given: Readonly<Record<string, string>>, score: number | null | undefined) => {
    expect(attempt.lastAnswers).toEqual(given);
    const questions = asked(course, attempt, rounds);
    expect(score).toBeCloseTo(scoreAnswers(rules, questions, given).score, 9);
    rounds += 1;
  };
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.locator('#saved[data-state]').waitFor({ state: 'attached' });
  if (isPreTest(course, newAttempt(course))) {
    const given = await learner.round(false);
    const attempt = await learner.kept(({ before }) => before !== null);
    judge(attempt, given, attempt.before);
  }
  const checks: Record<string, string> = {};
  for (const { id, checks: here } of module.lessons.flatMap(({ pages }) => pages)) {
    await learner.go(id);
    for (const check of course.checks.filter((one) => here.includes(one.id))) {
      const solution = module.checks.find((one) => one.id === check.id)?.solution ?? '';
      await learner.fill(check, solution);
      await page.locator(`form[data-question="${check.id}"] button[type=submit]`).click();
      checks[check.id] = solution;
    }
  }
  // A page is shown before it is kept, and a course without checks has no other sign that all of them are.
  let attempt = await learner.kept(
    ({ seen, checks: kept }) =>
      seen.length === pageIds(course).length && Object.keys(kept).length === course.checks.length,
  );
  expect(attempt.checks).toEqual(checks);
  for (let tries = 0; course.assessment && mayTryAgain(rules, attempt); tries += 1) {
    await learner.go('/assessment');
    // Nobody waits for a day here: where a wait is asked for, the first try passes.
    const given = await learner.round(tries > 0 || Boolean(course.assessment.coolingOff));
    attempt = await learner.kept((now) => now.tries.length === tries + 1);
    judge(attempt, given, attempt.tries.at(-1)?.score);
  }
  expect(outcome(rules, attempt)).toMatchObject({ completion: 'completed', final: true });
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.locator('#saved[data-state]').waitFor({ state: 'attached' });
  const { seconds: _, ...again } = await learner.kept(() => true);
  expect(again).toEqual({
    ...again,
    checks,
    tries: attempt.tries,
    before: attempt.before,
    lastAnswers: attempt.lastAnswers,
    seen: attempt.seen,
  });
  return rounds;
}

// `npm run test:random` plays a whole round.
const learners = Number(process.env.CPM_RANDOM_LEARNERS ?? 0);

describe.skipIf(learners === 0)('random modules in a real browser', () => {
  it(`are played to the end, score as the pure model does, and lose nothing: ${learners}, seed ${seed}`, {
    timeout: 1_800_000,
  }, async () => {
    const cpu = process.cpuUsage();
    let [played, rounds] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyRound, fc.nat(), async (round, who) => {
        for (const [position, files] of round.slice(0, learners).entries()) {
          const { module, url } = await published(`random-${position}`, files);
          const context = await browser.newContext({ reducedMotion: 'reduce' });
          const learner = new Learner(await context.newPage(), module, courseData(module), `${who} ${position}`);
          try {
            rounds += await play(learner, url);
            played += 1;
            if (learner.faults.length > 0) throw new Error(learner.faults.join('\n'));
          } catch (error) {
            const listed = Object.entries(files).map(([name, text]) => `== ${name}\n${text}`);
            throw new Error(`${listed.join('\n')}\nmodule ${position}, learner ${who}: ${error}`, { cause: error });
          } finally {
            await context.close();
          }
        }
      }),
      { seed, numRuns: 1, ...replayable },
    );
    const { user, system } = process.cpuUsage(cpu);
    console.log(
      `random learners, seed ${seed}: ${played} modules, ${rounds} rounds, ${Math.round((user + system) / 1e6)} s of processor time besides the browser's`,
    );
    expect(played).toBe(learners);
  });
});
