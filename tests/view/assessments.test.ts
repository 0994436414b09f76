import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { AssessmentRules, Module, Question } from '../../src/model/module.js';
import { sealedData } from '../questions/sealed-data.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { sampleModule } from './sample-module.js';
import { isWhole, openStage } from './stage.js';

let stage: Awaited<ReturnType<typeof openStage>> | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

/** Eight questions, four of each objective; options have the letter of their id before them. */
function assessed(change: Partial<AssessmentRules>, language = 'en'): Module {
  const module = sampleModule({ language, tries: 3 });
  const single = module.assessment?.questions[0];
  if (!module.assessment || !single) throw new Error('no question');
  const options = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    content: [id === 'd' ? 'All of these' : `Option ${id}`],
    pinned: id === 'd',
  }));
  const questions = Array.from({ length: 8 }, (_, n): Question => {
    const objective = n % 2 === 0 ? 'words' : 'levels';
    return {
      ...single,
      id: `q-${n}`,
      title: `Title ${n}`,
      text: [`Question number ${n} of the pool?`],
      objective,
      review: objective === 'words' ? 'clear-words' : 'three-levels',
      view: { options },
      data: sealedData.one(['a', 'b', 'c', 'd'], 'a'),
      components: { interactionType: 'choice' },
    };
  });
  return { ...module, assessment: { ...module.assessment, questions, ...change } };
}

const draw = [
  { take: 2, from: [0, 2, 4, 6] },
  { take: 2, from: [1, 3, 5, 7] },
];

const shown = (page: Page) => page.locator('section:not([hidden])');
const attempt = (page: Page) => page.evaluate(() => Reflect.get(globalThis, 'stage').state());

async function goTo(page: Page, ...places: readonly string[]): Promise<void> {
  for (const place of places) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await page.locator(`[data-place="${place}"]:not([hidden])`).waitFor();
  }
}

const pages = ['clear-words', 'result', 'three-levels'];

/** Answers four questions, each by the option named, and hands in. */
async function takeRound(page: Page, answers: readonly string[]): Promise<void> {
  await page.locator('[data-slot=start]').click();
  for (const [n, answer] of answers.entries()) {
    await goTo(page, `/question/${n + 1}`);
    await shown(page).locator(`input[value=${answer}]`).check();
  }
  await goTo(page, '/hand-in');
  await page.getByRole('button', { name: /^Hand in|^Entregar/ }).click();
  await page.locator('[data-place="/result"]:not([hidden])').waitFor();
}

async function problems(page: Page): Promise<string[]> {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return [...(await axeFindings(page)), ...(isWide ? ['too wide'] : [])];
}

/** What is asked at each place of the round, with the order of its options. */
async function hand(page: Page): Promise<string[]> {
  const seen: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    await goTo(page, `/question/${n}`);
    expect(await shown(page).locator('h1').innerText()).toMatch(new RegExp(`^Question ${n}: Title \\d$`));
    const legend = await shown(page).locator('legend').innerText();
    seen.push([legend, ...(await shown(page).locator('.opt').allInnerTexts())].join(' / '));
  }
  return seen;
}

describe('a drawn and shuffled assessment', () => {
  it('asks the same questions with the same options in the same order after a relaunch, and others in the next try', async () => {
    stage = await openStage(assessed({ draw, shuffle: 'both' }));
    const page = await stage.open({});
    await goTo(page, ...pages, '/assessment');
    expect(await shown(page).locator('[data-slot=facts]').innerText()).toMatch(/Questions\s+4/);
    await page.locator('[data-slot=start]').click();
    const first = await hand(page);
    for (const question of first) expect(question).toMatch(/ All of these$/);
    await shown(page).locator('input[value=b]').check();
    const before = await attempt(page);

    await page.reload();
    await isWhole(page);
    expect(await shown(page).locator('input[value=b]').isChecked()).toBe(true);
    expect(await hand(page)).toEqual(first);
    expect((await attempt(page)).current).toEqual(before.current);

    await goTo(page, '/hand-in');
    expect(await shown(page).locator('[data-slot=list] li').count()).toBe(4);
    await page.getByRole('button', { name: 'Hand in my answers' }).click();
    expect(await shown(page).locator('[data-slot=score]').innerText()).toContain('0 of 4 questions right.');
    await page.locator('[data-slot=again]').click();
    const second = await hand(page);
    const texts = (all: readonly string[]) => all.map((one) => one.split(' / ')[0]);
    expect(texts(second).filter((text) => texts(first).includes(text))).toEqual([]);
    expect(stage.faults).toEqual([]);
  });
});

describe('a result', () => {
  it('shows who passed the answers again, closed to changes, and none where that is not wanted', async () => {
    for (const review of [undefined, 'never'] as const) {
      stage = await openStage(assessed({ draw, shuffle: 'both', passingScore: 0.5, ...(review && { review }) }));
      const page = await stage.open({});
      await goTo(page, ...pages, '/assessment');
      await takeRound(page, ['a', 'a', 'a', 'b']);
      expect(await shown(page).locator('h1').innerText()).toBe('You passed');
      const box = shown(page).locator('[data-slot=answers]');
      expect(await box.isVisible()).toBe(review === undefined);
      if (review === undefined) {
        await box.locator('summary').click();
        expect(await box.locator('h3').allInnerTexts()).toHaveLength(4);
        expect(
          await box.locator('input:checked').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
        ).toEqual(['a', 'a', 'a', 'b']);
        expect(await box.locator('input:enabled').count()).toBe(0);
        expect(await box.innerText()).toContain('Not quite yet');
        expect(await problems(page)).toEqual([]);
      }
      expect(stage.faults).toEqual([]);
      await stage.close();
      stage = undefined;
    }
  });

  it('names what each objective needs and where to read, and is no pass without it', async () => {
    stage = await openStage(assessed({ draw, passingScore: 0.5, mastery: 0.5 }));
    const page = await stage.open({ viewport: { width: 320, height: 640 } });
    await goTo(page, ...pages, '/assessment');
    expect(await shown(page).locator('[data-slot=facts]').innerText()).toMatch(/Needed in each objective\s+50%/);
    await page.locator('[data-slot=start]').click();
    const own: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      await goTo(page, `/question/${n}`);
      const pool = Number((await shown(page).locator('h1').innerText()).at(-1));
      own.push(pool % 2 === 0 ? 'a' : 'b');
      await shown(page)
        .locator(`input[value=${own.at(-1)}]`)
        .check();
    }
    await goTo(page, '/hand-in');
    await page.getByRole('button', { name: 'Hand in my answers' }).click();
    expect(await shown(page).locator('h1').innerText()).toBe('Not passed yet');
    expect(await shown(page).locator('[data-slot=score]').innerText()).toContain(
      'You also need 50% in each objective.',
    );
    const [words, levels] = await shown(page).locator('[data-slot=objectives] li').all();
    expect(await words?.innerText()).toMatch(/2 of 2, 100% of 50% needed\s+Mastered/);
    expect(await levels?.innerText()).toMatch(/0 of 2, 0% of 50% needed\s+Review/);
    expect(await levels?.locator('a').getAttribute('href')).toBe('#three-levels');
    expect(await problems(page)).toEqual([]);
  });
});

describe('a wait between tries', () => {
  it('says until when, by the learner’s clock, and opens by itself', async () => {
    stage = await openStage(assessed({ draw, coolingOff: 7200 }));
    const page = await stage.open({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
    await page.clock.install({ time: new Date('2026-03-08T09:30:00Z') });
    await page.reload();
    await isWhole(page);
    await goTo(page, ...pages, '/assessment');
    await takeRound(page, ['b', 'b', 'b', 'b']);
    // Two hours from 1:30 am: that night clocks go from two to three.
    const wait = shown(page).locator('[data-slot=wait]');
    expect(await wait.innerText()).toMatch(/^You can start try 2 on March 8, 2026 at 4:3\d am\./);
    expect(await page.locator('[data-slot=again]').isVisible()).toBe(false);
    expect(await problems(page)).toEqual([]);
    await goTo(page, '/assessment');
    expect(await shown(page).locator('[data-slot=wait]').innerText()).toContain('4:3');
    expect(await page.locator('[data-slot=start]').isVisible()).toBe(false);
    await page.clock.fastForward('02:01:00');
    await page.locator('[data-slot=start]:visible').waitFor();
    expect(await shown(page).locator('[data-slot=wait]').isVisible()).toBe(false);
  });
});

describe('a pre-test', () => {
  it('stands before the lessons, opens them, and its gain is shown at the end', async () => {
    stage = await openStage(assessed({ draw, shuffle: 'both', passingScore: 0.5, preTest: 'measure' }));
    const page = await stage.open({});
    expect(await shown(page).locator('h1').innerText()).toBe('Pre-test');
    expect(await page.locator('#steps li').first().innerText()).toContain('Pre-test');
    expect(await page.locator('#steps li').nth(1).innerText()).toContain('Opens after the pre-test');
    expect(await shown(page).locator('[data-slot=facts]').innerText()).not.toContain('Tries');
    expect(await problems(page)).toEqual([]);
    await page.evaluate(() => {
      location.hash = 'clear-words';
    });
    await page.getByText('The lessons open when the pre-test is behind you.').waitFor();
    await takeRound(page, ['a', 'b', 'b', 'b']);
    expect(await shown(page).locator('h1').innerText()).toBe('Your pre-test is handed in');
    expect(await shown(page).locator('[data-slot=percent]').innerText()).toBe('25%');
    expect(await shown(page).locator('[data-slot=answers]').isVisible()).toBe(false);
    expect(await problems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Go to the first lesson' }).click();
    await goTo(page, ...pages, '/assessment');
    expect(await shown(page).locator('h1').innerText()).toBe('Final assessment');
    expect(await shown(page).locator('[data-slot=facts]').innerText()).toMatch(/3 of 3 left/);
    await takeRound(page, ['a', 'a', 'a', 'b']);
    expect(await shown(page).locator('[data-slot=gain]').innerText()).toBe(
      '25% before the lessons, 75% now: a gain of 50 percentage points.',
    );
    expect(stage.faults).toEqual([]);
  });

  it.each([
    ['en', 'Begin with the lessons instead', 'Final assessment'],
    ['es', 'Empezar por las lecciones', 'Final assessment'],
  ])(
    'is a choice where that is offered, by keyboard as well, and does not come back: %s',
    async (language, name, final) => {
      stage = await openStage(assessed({ draw, preTest: 'measure', preTestOptional: true }, language));
      const page = await stage.open({ viewport: { width: 320, height: 640 } });
      const skip = page.getByRole('button', { name });
      await skip.waitFor();
      expect(await problems(page)).toEqual([]);
      await skip.focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-place="clear-words"]:not([hidden])').waitFor();
      expect(await attempt(page)).toMatchObject({ seen: ['clear-words'], before: null, current: null });
      expect(await page.locator('#steps li').last().innerText()).toContain(final);
      await goTo(page, ...pages, '/assessment');
      expect(await shown(page).locator('h1').innerText()).toBe(final);
      expect(await skip.isVisible()).toBe(false);
      expect(stage.faults).toEqual([]);
    },
  );

  it('is no choice once it is under way', async () => {
    stage = await openStage(assessed({ draw, preTest: 'measure', preTestOptional: true }));
    const page = await stage.open({});
    await page.locator('[data-slot=start]').click();
    await goTo(page, '/question/1', '/assessment');
    expect(await page.locator('[data-skip]').isVisible()).toBe(false);
  });

  it('ends the module for who passes it, where that is declared, and lessons can be read all the same', async () => {
    stage = await openStage(assessed({ draw, passingScore: 0.5, preTest: 'test-out' }, 'es'));
    const page = await stage.open({});
    expect(await shown(page).locator('h1').innerText()).toBe('Prueba inicial');
    expect(await shown(page).locator('[data-slot=intro]').innerText()).toMatch(/Con 50\s% o más/);
    await takeRound(page, ['a', 'a', 'a', 'a']);
    expect(await shown(page).locator('h1').innerText()).toBe('Ha aprobado');
    expect(await shown(page).locator('[data-slot=tries]').innerText()).toContain('prueba inicial');
    expect(await problems(page)).toEqual([]);
    await goTo(page, 'clear-words', '/result');
    expect(stage.faults).toEqual([]);
  });
});

describe('an assessment that nobody passes or fails', () => {
  it.each(['evaluation', 'survey'] as const)(
    'shows no score in a %s, and is done when it is handed in',
    async (kind) => {
      stage = await openStage(assessed({ kind, passingScore: null, tries: 1 }));
      const page = await stage.open({});
      await goTo(page, ...pages, '/assessment');
      expect(await shown(page).innerText()).not.toMatch(/passing score|\d%/i);
      await takeRound(page, ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']);
      expect(await shown(page).locator('h1').innerText()).toBe('Thank you: your answers are handed in');
      const text = await shown(page).innerText();
      expect(text).not.toMatch(/\d%|right|objective|review/i);
      expect(text).toContain('You have finished this module.');
      expect(await page.locator('#steps li').last().innerText()).toContain('Final assessment');
      expect(await problems(page)).toEqual([]);
      await goTo(page, '/assessment');
      expect(await shown(page).locator('[data-slot=start]').isVisible()).toBe(false);
      expect(await shown(page).innerText()).toContain('You have handed in your answers. Thank you.');
      expect(stage.faults).toEqual([]);
    },
  );
});
