import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { courseData } from '../../src/model/course-data.js';
import type { Module } from '../../src/model/module.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { renderCourse } from '../../src/render/render-course.js';
import { worstCaseLength } from '../../src/suspended-form.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { realModule, root } from '../view/real-module.js';
import { restScripts, runtimeScript } from './support/bundle.js';
import { breaches, scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

let browser: Browser;
let module: Module;
beforeAll(async () => {
  browser = await launchBrowser();
  module = await realModule('cpm-foundations');
});
afterAll(() => browser.close());

async function realFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const templates = path.join(root, 'templates');
  const engine = createEngine([templates]);
  const { value } = renderCourse({ module, engine, templates, restScripts: await restScripts() });
  if (!value) throw new Error('no files');
  return value;
}

const realLms = async (version: Version) => scormLms(browser, version, { files: await realFiles() });

const preference: Readonly<Record<Version, string>> = {
  scorm12: 'cmi.student_preference.language',
  scorm2004: 'cmi.learner_preference.language',
};

describe.each<Version>(['scorm12', 'scorm2004'])('a real module with its real page in %s', (version) => {
  it('begins in the language that the LMS says the learner prefers, and keeps what is done in either', async () => {
    const lms = await realLms(version);
    const course = await lms.launch({ cmi: { [preference[version]]: 'es-MX' } });
    await course.content.locator('html[lang=es]').waitFor();
    const [other] = module.translations;
    await course.content.getByRole('heading', { level: 1, name: other?.lessons[0]?.pages[0]?.title ?? '' }).waitFor();
    await course.content.locator('#pager a.btn:not(.quiet)').click();
    await course.content.getByRole('button', { name: 'English' }).click();
    const second = module.lessons[0]?.pages[1];
    await course.content.getByRole('heading', { level: 1, name: second?.title ?? '' }).waitFor();
    await course.content.locator('#saved[data-state=saved]').waitFor();
    expect(breaches(version, await course.calls())).toEqual([]);
    await course.close();
    await until(() => lms.ended() > 0);
    expect(lms.stored()[version === 'scorm12' ? 'cmi.core.lesson_location' : 'cmi.location']).toBe(second?.id);
    expect(course.errors).toEqual([]);
    await lms.done();
  });

  it('is turned by clicks, shows that it is saved, and goes on where it was left after the window closed', async () => {
    const lms = await realLms(version);
    const course = await lms.launch();
    const second = module.lessons[0]?.pages[1];
    await course.content.locator('#pager a.btn:not(.quiet)').click();
    await course.content.getByRole('heading', { level: 1, name: second?.title ?? '' }).waitFor();
    await course.content.locator('#saved[data-state=saved]').waitFor();
    expect(breaches(version, await course.calls())).toEqual([]);
    await course.close();
    await until(() => lms.ended() > 0);
    expect(lms.stored()[version === 'scorm12' ? 'cmi.core.lesson_location' : 'cmi.location']).toBe(second?.id);
    const again = await lms.launch();
    await again.content.getByRole('heading', { level: 1, name: second?.title ?? '' }).waitFor();
    expect([...course.errors, ...again.errors]).toEqual([]);
    await lms.done();
  });

  it('goes on in a later lesson, and in the middle of the assessment, with what was answered', async () => {
    const lms = await realLms(version);
    const shown = 'main section:not([hidden])';
    const leave = async ({ close, content }: Awaited<ReturnType<typeof lms.launch>>): Promise<void> => {
      const closings = lms.ended();
      await content.locator('#saved[data-state=saved]').waitFor();
      await close();
      await until(() => lms.ended() > closings);
    };
    const pages = module.lessons.flatMap((lesson) => lesson.pages);
    const last = pages.at(-1)?.title ?? '';
    let course = await lms.launch();
    for (const { title } of pages.slice(1)) {
      await course.content.locator('#pager a.btn:not(.quiet)').click();
      await course.content.getByRole('heading', { level: 1, name: title }).waitFor();
    }
    await leave(course);

    course = await lms.launch();
    await course.content.getByRole('heading', { level: 1, name: last }).waitFor();
    await course.content.locator('#pager a.btn:not(.quiet)').click();
    await course.content.getByRole('button', { name: 'Start the assessment' }).click();
    const first = course.content.locator(`${shown} form`);
    await first.locator('label').first().click();
    await leave(course);

    course = await lms.launch();
    await course.content.getByRole('heading', { level: 1, name: /^Question 1/ }).waitFor();
    expect(await course.content.locator(`${shown} input`).first().isChecked()).toBe(true);
    expect(breaches(version, await course.calls())).toEqual([]);
    expect(course.errors).toEqual([]);
    await lms.done();
  });
});

it('opens from a disk, later lessons and assessment too, without any server', async () => {
  const scratch = await scratchFolder('from-disk');
  const files = new Map<string, Uint8Array | string>([
    ...(await realFiles()),
    ['course.js', await runtimeScript('scorm12', 'real')],
  ]);
  for (const [name, content] of files) await writeFile(path.join(scratch.folder, name), content);
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(pathToFileURL(path.join(scratch.folder, 'index.html')).href);
  await page.locator('#saved[data-state=untracked]').waitFor();
  const later = module.lessons.flatMap((lesson) => lesson.pages);
  for (const { title } of later.slice(1)) {
    await page.locator('#pager a.btn:not(.quiet)').click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  await page.locator('#pager a.btn:not(.quiet)').click();
  await page.getByRole('button', { name: 'Start the assessment' }).click();
  await page.getByRole('heading', { level: 1, name: /^Question 1/ }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
  await scratch.done();
});

it.each(['cpm-foundations', 'theoretical-framework', 'cpm-behaviors'])(
  'the suspended state of %s fits into SCORM 1.2 at its worst',
  async (id) => {
    const course = courseData(await realModule(id));
    const length = worstCaseLength(course, (q) => behaviourOf(q.type).longest(q.data));
    console.log(`${id}: ${length} characters at most`);
    expect(length).toBeLessThan(4096);
  },
);
