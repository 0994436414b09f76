import type { Frame, Page } from 'playwright-core';
import type { Module, Question } from '../../src/model/module.js';
import { behaviourOf } from '../../src/questions/behaviours.js';

/** The frame in which the course runs, once its first heading can be read. */
export async function courseIn(page: Page): Promise<Frame> {
  for (let tries = 0; tries < 200; tries++) {
    for (const frame of page.frames()) {
      const isCourse = await frame.evaluate(() => document.getElementById('course-data') !== null).catch(() => false);
      if (!isCourse) continue;
      await frame.locator('main section:not([hidden]) h1').waitFor();
      await frame.locator('#saved[data-state]').waitFor({ state: 'attached' });
      return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(
    `No frame holds a course: ${page
      .frames()
      .map((f) => f.url())
      .join(', ')}`,
  );
}

export function heading(course: Frame): Promise<string> {
  return course.locator('main section:not([hidden]) h1').innerText();
}

/** Clicks a link or button and waits until another heading is shown. */
export async function turn(course: Frame, role: 'link' | 'button', name: RegExp): Promise<string> {
  const before = await heading(course);
  await course.getByRole(role, { name }).click();
  await course.waitForFunction(
    (old) => document.querySelector<HTMLElement>('main section:not([hidden]) h1')?.innerText !== old,
    before,
  );
  return heading(course);
}

/** Reads every page from where the learner stands to the assessment. */
export async function readToTheEnd(course: Frame, module: Module): Promise<void> {
  const title = module.assessment?.title ?? '';
  for (let pages = 0; pages < 60 && (await heading(course)) !== title; pages++) await turn(course, 'link', /^Next/);
}

/** Answers every question of the assessment: rightly, or as wrong as an answer can be. */
export async function answerAll(course: Frame, module: Module, isRight: boolean): Promise<void> {
  for (const question of module.assessment?.questions ?? []) {
    await answer(course, question, isRight);
    await turn(course, 'link', /^(Keep answer and go on|Next)/);
  }
}

async function answer(course: Frame, question: Question, isRight: boolean): Promise<void> {
  const form = course.locator('main section:not([hidden]) form');
  const behaviour = behaviourOf(question.type);
  const pattern = behaviour.interaction(question.data, behaviour.decode(question.data, question.solution));
  if (!pattern) throw new Error(`No pattern for ${question.id}`);
  const right = pattern.response;
  switch (pattern.type) {
    case 'choice': {
      const ids = Array.isArray(right) ? right.map(String) : [];
      for (const input of await form.locator('input').all()) {
        const isTheOne = ids.includes((await input.getAttribute('value')) ?? '');
        if (isTheOne === isRight) await input.check();
        else if ((await input.getAttribute('type')) === 'checkbox') await input.uncheck();
      }
      return;
    }
    case 'matching': {
      const pairs = Array.isArray(right) ? right.map((pair) => [String(pair[0]), String(pair[1])] as const) : [];
      for (const [i, [source]] of pairs.entries()) {
        const target = pairs[isRight ? i : (i + 1) % pairs.length]?.[1] ?? '';
        await form.locator(`input[name="line-${source}"][value="${target}"]`).check();
      }
      return;
    }
    case 'sequencing': {
      const wanted = Array.isArray(right) ? right.map(String) : [];
      if (!isRight) return;
      for (const [place, id] of wanted.entries()) {
        const order = () =>
          form.locator('input[name=step]').evaluateAll((all) => all.map((one) => one.getAttribute('value')));
        while ((await order()).indexOf(id) > place) {
          await form.locator(`li:has(input[value="${id}"]) [data-move="-1"]`).click();
        }
      }
      return;
    }
    case 'fill-in':
      await form.locator('input[name=answer]').fill(isRight ? String(right) : 'something else');
      return;
    case 'true-false':
    case 'numeric':
    case 'likert':
    case 'performance':
      throw new Error(`No question of the training is ${pattern.type}`);
  }
}

/** Closes the tab as a person does: the page's last handlers run (a bare `close()` kills it without a word). */
export async function closeTab(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}
