import type { Page as Window } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { irisOf } from '../../src/iris.js';
import type { Module, Question } from '../../src/model/module.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { hasFocus, tabTo } from './keyboard.js';
import { sampleModule } from './sample-module.js';
import { openStage } from './stage.js';

/** The question that the manual shows of each type, as knowledge checks on the pages of one lesson and as assessment. */
function everyType(): Module {
  const base = sampleModule();
  const compiled = (id: string, type: string, isTimed: boolean): Question => {
    const definition = questionDefinitions.find((one) => one.type === type);
    if (!definition) throw new Error(type);
    const authored: Record<string, unknown> = parse(definition.example);
    const body = definition.compile(definition.schema.parse(authored), {
      questionId: id,
      salt: 'salt',
      inline: (text) => [text],
      image: (file) => file,
    });
    return {
      id,
      iri: irisOf(base.iriBase, base.id).question(id),
      type,
      title: String(authored.title),
      text: [String(authored.text)],
      objective: 'words',
      item: null,
      review: 'clear-words',
      weight: definition.isScored ? 1 : 0,
      hints: isTimed ? [['Think of who is there.'], ['Count again.']] : [],
      timeLimit: isTimed ? 20 : null,
      feedback: {
        right: ['The right one.'],
        wrong: ['Look again.'],
        partly: ['Some of it.'],
        again: [['A second look.'], ['A third look.']],
      },
      ...body,
    };
  };
  const types = questionDefinitions.map((one) => one.type);
  const [first] = base.lessons;
  if (!first) throw new Error('no lesson');
  return {
    ...base,
    lessons: [
      {
        ...first,
        pages: types.map((type) => ({
          id: `on-${type}`,
          iri: `https://example.org/cpm/pages/${type}`,
          title: type,
          content: [{ tag: 'check', attributes: { question: `k-${type}` }, children: [] }],
          words: 10,
          checks: [`k-${type}`],
        })),
      },
    ],
    checks: types.map((type) => compiled(`k-${type}`, type, false)),
    assessment: base.assessment && {
      ...base.assessment,
      timeLimit: 180,
      questions: types.map((type) => compiled(`q-${type}`, type, type === 'numeric')),
    },
  };
}

const module = everyType();
let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage(module);
});
afterAll(async () => {
  await stage.close();
});

/** A window of each width in which nothing is answered, only read: opened once for all types. */
const windows = new Map<number, Promise<Window>>();
function window(width: number): Promise<Window> {
  const page = windows.get(width) ?? stage.open({ viewport: { width, height: 900 } });
  windows.set(width, page);
  return page;
}

const shown = 'section:not([hidden])';
const form = (type: string): string => `form[data-question=k-${type}]`;
const status = (page: Window, type: string): Promise<string> =>
  page.locator(`${form(type)} > .feedback[role=status]`).innerText();
const press = (page: Window, name: string) =>
  tabTo(page, { role: 'button', name }).then(() => page.keyboard.press('Enter'));
const answers = (page: Window): Promise<Record<string, string>> =>
  page.evaluate(() => Reflect.get(globalThis, 'stage').state().checks);

describe.each(questionDefinitions.map((one) => one.type))('%s', (type) => {
  it.each([390, 1280])('has nothing for axe to find and nothing to scroll sideways, %i pixels wide', async (width) => {
    const page = await window(width);
    await page.evaluate((place) => {
      location.hash = place;
    }, `on-${type}`);
    await page.locator(`${shown} ${form(type)}`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('shows an answer again that was given before', async () => {
    const question = module.checks.find((one) => one.type === type);
    if (!question) throw new Error(type);
    const page = await stage.open({}, `#on-${type}`);
    await page.evaluate(
      ([id, answer]) => {
        const kept = Reflect.get(globalThis, 'stage').state();
        sessionStorage.setItem('attempt', JSON.stringify({ ...kept, checks: { [id]: answer } }));
      },
      [question.id, question.solution] as const,
    );
    await page.reload();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await status(page, type)).toContain(question.weight > 0 ? 'Yes, that fits' : 'Noted');
    await page.context().close();
  });
});

describe('by keyboard alone', () => {
  it('says true or false, and reads more at each miss', async () => {
    const page = await stage.open({}, '#on-true-false');
    const told: string[] = [];
    for (let tries = 0; tries < 4; tries++) {
      await page.locator(`${form('true-false')} input[value=t]`).focus();
      await page.keyboard.press('Space');
      await press(page, 'Check answer');
      told.push((await status(page, 'true-false')).split('\n').at(-1) ?? '');
      await page.keyboard.press('Enter');
    }
    expect(told).toEqual(['Look again.', 'A second look.', 'A third look.', 'A third look.']);
    await page.context().close();
  });

  it('types a number, and is told when it is right in part', async () => {
    const page = await stage.open({}, '#on-numeric');
    await tabTo(page, { role: 'textbox', name: 'Your answer (facts)' });
    await page.keyboard.type('4 facts');
    await press(page, 'Check answer');
    expect(await status(page, 'numeric')).toMatch(/Part of it fits[\s\S]*Some of it\./);
    expect(await answers(page)).toEqual({ 'k-numeric': '4' });
    await page.context().close();
  });

  it('sorts each line by a list of its own', async () => {
    const page = await stage.open({}, '#on-categorize');
    const lists = page.locator(`${form('categorize')} select`);
    for (const [place, list] of (await lists.all()).entries()) {
      await list.focus();
      await page.keyboard.press('ArrowDown');
      expect(await page.locator(`${form('categorize')} .count`).innerText()).toBe(`${place + 1} of 4 sorted`);
    }
    await press(page, 'Check answer');
    expect(await answers(page)).toEqual({ 'k-categorize': '1a2a3a4a' });
    await page.context().close();
  });

  it('chooses a spot from the list, or by a click on the image', async () => {
    const page = await stage.open({}, '#on-hotspot');
    const spots = page.locator(`${form('hotspot')} [data-spot]`);
    await page.locator(`${form('hotspot')} input[value=a]`).focus();
    await page.keyboard.press('Space');
    expect(await spots.nth(0).getAttribute('class')).toBe('chosen');
    await spots.nth(2).locator('text').click();
    expect(await page.locator(`${form('hotspot')} input[value=c]`).isChecked()).toBe(true);
    expect([await spots.nth(0).getAttribute('class'), await spots.nth(2).getAttribute('class')]).toEqual([
      '',
      'chosen',
    ]);
    await page.context().close();
  });

  it('walks a case to its end, sees what came of it, and begins again', async () => {
    const page = await stage.open({}, '#on-scenario');
    const at = form('scenario');
    const step = (id: string) => page.locator(`${at} [data-step="${id}"]`);
    await press(page, 'Decide and go on');
    expect(await step('1').getByRole('status').innerText()).toBe('Choose one of these first.');
    await step('1').locator('input[value=b]').focus();
    await page.keyboard.press('Space');
    await press(page, 'Decide and go on');
    expect(await step('2').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator(`${at} .trail`).innerText()).toContain('The mother nods.');
    await press(page, 'Check answer');
    expect(await status(page, 'scenario')).toContain('Not complete yet');
    await step('2').locator('input[value=a]').focus();
    await page.keyboard.press('Space');
    await press(page, 'Decide and go on');
    expect(await step('3').innerText()).toContain('The case ends here.');
    await press(page, 'Check answer');
    expect(await status(page, 'scenario')).toContain('Part of it fits');
    expect(await answers(page)).toEqual({ 'k-scenario': 'ba' });
    await page.keyboard.press('Enter');
    expect(await step('1').isVisible()).toBe(true);
    expect(await page.locator(`${at} .way`).isVisible()).toBe(false);
    await page.context().close();
  });

  it('keeps what is private in the window, and out of the attempt', async () => {
    const page = await stage.open({}, '#on-long-text');
    await tabTo(page, { role: 'textbox', name: 'Your text' });
    await page.keyboard.type('On Friday we meet.');
    await press(page, 'Compare with a model answer');
    await page.locator(`${form('long-text')} input[value=b]`).focus();
    await page.keyboard.press('Space');
    await press(page, 'Check answer');
    expect(await status(page, 'long-text')).toContain('Noted');
    const kept: string = await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'stage').state()));
    expect(kept).not.toContain('Friday');
    expect(JSON.parse(kept)).toMatchObject({ checks: { 'k-long-text': 'b' } });
    await page.reload();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Your text' }).inputValue()).toBe('On Friday we meet.');
    await page.context().close();
  });
});

/** As if every page had been read. */
async function readAll(page: Window): Promise<void> {
  await page.evaluate(
    (ids) => {
      const kept = Reflect.get(globalThis, 'stage').state();
      sessionStorage.setItem('attempt', JSON.stringify({ ...kept, seen: ids }));
    },
    module.lessons.flatMap((lesson) => lesson.pages.map((one) => one.id)),
  );
  await page.reload();
}

async function goTo(page: Window, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await page.locator(`[data-place="${place}"]`).waitFor();
}

describe('a time limit of a question', () => {
  it('is asked for first, gives more time as often as wanted, and can be turned off', async () => {
    const page = await stage.open();
    await readAll(page);
    await goTo(page, '/assessment');
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    const number = (module.assessment?.questions ?? []).findIndex((one) => one.type === 'numeric') + 1;
    await goTo(page, `/question/${number}`);
    const box = page.locator(`${shown} form`).getByRole('group', { name: 'Time limit' });
    await box.waitFor();
    const field = page.locator(`${shown} input[name=answer]`);
    expect(await field.isVisible()).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await box.getByRole('button', { name: 'Start with the time limit' }).click();
    expect(await hasFocus(page, { role: 'button', name: 'More time' })).toBe(true);
    for (let more = 0; more < 10; more++) await box.getByRole('button', { name: 'More time' }).click();
    expect(await box.innerText()).toMatch(/[34] minutes left/);
    await box.getByRole('button', { name: 'Turn the time limit off' }).click();
    expect(await box.count()).toBe(0);
    await field.fill('3');
    await page.getByText('Hint 1 of 2').click();
    expect(await page.getByText('Think of who is there.').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('a time limit of the assessment', () => {
  const box = (page: Window) => page.locator(`${shown} > .limit`);

  it('is told before, counts in the question, gives more time, comes back after a reload, and can be turned off', async () => {
    const page = await stage.open();
    await readAll(page);
    await goTo(page, '/assessment');
    expect(await page.locator(`${shown} .facts`).innerText()).toMatch(/Time limit\s+3 minutes; you can take more/);
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    await box(page).waitFor();
    expect(await box(page).innerText()).toContain('3 minutes left');
    expect(await axeFindings(page)).toEqual([]);
    for (let more = 0; more < 10; more++) await box(page).getByRole('button', { name: 'More time' }).click();
    expect(await box(page).innerText()).toMatch(/3[23] minutes left/);
    await page.reload();
    await box(page).waitFor();
    expect(await box(page).innerText()).toMatch(/3[123] minutes left/);
    await goTo(page, '/question/2');
    expect(await page.locator('.limit:visible').count()).toBe(1);
    await box(page).getByRole('button', { name: 'Turn the time limit off' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Question 2');
    await goTo(page, '/question/1');
    expect(await box(page).count()).toBe(0);
    await page.reload();
    await page.locator(`${shown} form`).waitFor();
    expect(await box(page).count()).toBe(0);
    await page.context().close();
  });

  it('shuts the questions when it is over, keeps what was answered, and opens them again', async () => {
    const page = await stage.open();
    await readAll(page);
    await page.evaluate((iri) => sessionStorage.setItem(`cpm-limit:${iri}`, '1 2'), module.iri);
    await page.reload();
    await goTo(page, '/assessment');
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    await page.locator(`${shown} input[value=a]`).check();
    await expect.poll(() => box(page).innerText()).toContain('The time is over.');
    const fields = page.locator(`${shown} fieldset`).first();
    expect(await fields.evaluate((element: HTMLElement) => element.inert)).toBe(true);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stage').state().current)).toEqual({
      'q-single-choice': 'a',
    });
    await goTo(page, '/hand-in');
    expect(await box(page).innerText()).toContain('The time is over.');
    await box(page).getByRole('button', { name: 'More time' }).click();
    await goTo(page, '/question/1');
    expect(await fields.evaluate((element: HTMLElement) => element.inert)).toBe(false);
    await page.context().close();
  });
});

it('meets no fault on any of these ways', () => {
  expect(stage.faults).toEqual([]);
});
