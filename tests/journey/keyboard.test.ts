import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Module, Question } from '../../src/model/module.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { copyOfModules } from '../support/cpm.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';
import { realModule } from '../view/real-module.js';
import { courseIn } from './course.js';
import { type Keyboard, keyboardOf } from './keyboard.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let cpm: RunningCpm;
let browser: Browser;
let module: Module;

beforeAll(async () => {
  scratch = await scratchFolder('keyboard');
  const modules = await copyOfModules(scratch.folder, 'cpm-behaviors');
  [cpm, browser, module] = await Promise.all([
    startCpm(scratch.folder, '--modules', modules),
    launchBrowser(),
    realModule('cpm-behaviors'),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await cpm?.stop();
  await scratch?.done();
});

it('finishes a whole module from the first page to the result by keyboard alone', async () => {
  const page = await browser.newPage();
  await page.goto(`${cpm.origin}/play/${module.id}/xapi`);
  // The same launch in a window of its own, as an LMS opens it: Tab then walks the course and nothing around it.
  const launch = (await courseIn(page)).url();
  await page.goto('about:blank');
  await page.goto(launch);
  await courseIn(page);
  const keys = await keyboardOf(page);

  for (const { page: at, next } of pairs(module)) {
    for (const id of at.checks) await checkRightly(keys, question(module.checks, id));
    await keys.tabTo('link', new RegExp(`^Next.*${escaped(next)}`));
    await keys.press('Enter');
    await expect.poll(() => keys.focused()).toMatchObject({ role: 'heading', name: next });
  }
  await keys.tabTo('button', /^Start the assessment/);
  await keys.press('Enter');
  for (const [i, asked] of (module.assessment?.questions ?? []).entries()) {
    const heading = { role: 'heading', name: `Question ${i + 1}: ${asked.title}` };
    await expect.poll(() => keys.focused()).toMatchObject(heading);
    await answerRightly(keys, asked);
    await keys.tabTo('link', /^Keep answer and go on/);
    await keys.press('Enter');
  }
  await expect.poll(() => keys.focused()).toMatchObject({ role: 'heading', name: /^Check your answers/ });
  await keys.tabTo('button', /^Hand in my answers/);
  await keys.press('Enter');
  await expect.poll(() => keys.focused()).toMatchObject({ role: 'heading', name: 'You passed' });
  await page.close();
});

function pairs({ lessons, assessment }: Module): { page: Module['lessons'][number]['pages'][number]; next: string }[] {
  const pages = lessons.flatMap((lesson) => lesson.pages);
  return pages.map((page, i) => ({ page, next: pages[i + 1]?.title ?? assessment?.title ?? '' }));
}

async function checkRightly(keys: Keyboard, check: Question): Promise<void> {
  await answerRightly(keys, check);
  await keys.tabTo('button', /^Check answer$/);
  // Focus stays on the button, whose words change.
  await keys.press('Enter');
  await expect.poll(() => keys.focused()).toMatchObject({ role: 'button', name: 'Try again' });
}

async function answerRightly(keys: Keyboard, asked: Question): Promise<void> {
  const behaviour = behaviourOf(asked.type);
  const right = behaviour.interaction(asked.data, behaviour.decode(asked.data, asked.solution));
  if (!right) throw new Error(`${asked.id} is private`);
  const { choices, source, target } = asked.components;
  const textOf = (list: typeof choices, id: string) => list?.find((one) => one.id === id)?.text ?? id;
  switch (right.type) {
    case 'choice':
      for (const id of right.response) await choose(keys, asked.type, textOf(choices, id));
      return;
    case 'matching':
      await keys.tabTo('radio', /./);
      for (const [i, [, to]] of right.response.entries()) {
        if (i > 0) await keys.press('Tab');
        await arrowTo(keys, new RegExp(`: ${escaped(textOf(target, to))}$`));
      }
      expect(source?.length).toBe(right.response.length);
      return;
    case 'sequencing': {
      // The earliest step moves up until its button says that it is at the end of the list.
      const wanted = right.response.map((id) => textOf(choices, id));
      for (const step of [...wanted].reverse()) {
        await keys.tabTo('button', new RegExp(`^Move up: ${escaped(step)}`));
        for (let presses = 0; presses < wanted.length; presses++) await keys.press('Enter');
      }
      return;
    }
    case 'fill-in':
      await keys.tabTo('textbox', /./);
      await keys.type(right.response);
      return;
    case 'true-false':
    case 'numeric':
    case 'likert':
    case 'performance':
      throw new Error(`No question of the training is ${right.type}`);
  }
}

async function choose(keys: Keyboard, type: string, text: string): Promise<void> {
  const name = new RegExp(`^${escaped(text)}`);
  if (type === 'multiple-choice') {
    await keys.tabTo('checkbox', name);
    await keys.press('Space');
    return;
  }
  await keys.tabTo('radio', /./);
  await arrowTo(keys, name);
}

/** Within a group of radios: Space takes the one with focus, arrows go on to the wanted one. */
async function arrowTo(keys: Keyboard, name: RegExp): Promise<void> {
  let now = await keys.press('Space');
  for (let presses = 0; presses < 10 && !name.test(now.name); presses++) now = await keys.press('ArrowDown');
  expect(now).toMatchObject({ role: 'radio', checked: true });
  expect(now.name).toMatch(name);
}

function question(list: readonly Question[], id: string): Question {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Error(`No question ${id}`);
  return found;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
