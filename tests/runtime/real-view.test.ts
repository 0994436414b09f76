import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { courseData } from '../../src/model/course-data.js';
import type { Module } from '../../src/model/module.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { renderCourse } from '../../src/render/render-course.js';
import { worstCaseLength } from '../../src/suspended-form.js';
import { launchBrowser } from '../support/browser.js';
import { realModule, root } from '../view/real-module.js';
import { restCode } from './support/bundle.js';
import { breaches, scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

let browser: Browser;
let module: Module;
beforeAll(async () => {
  browser = await launchBrowser();
  module = await realModule('cpm-foundations');
});
afterAll(() => browser.close());

describe.each<Version>(['scorm12', 'scorm2004'])('a real module with its real page in %s', (version) => {
  it('is turned by clicks, shows that it is saved, and goes on where it was left after the window closed', async () => {
    const templates = path.join(root, 'templates');
    const files = renderCourse({
      module,
      engine: createEngine([templates]),
      templates,
      restCode: await restCode(),
    }).value;
    const lms = await scormLms(browser, version, files ? { files } : {});
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
