import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readZip, wholeFile } from '../../src/verify/zip/read-zip.js';
import { bytesSource } from '../../src/verify/zip/zip-source.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { copyOfModules, cpm } from '../support/cpm.js';
import { ownClone, type RunningDev, startDev, startDevOf } from './running-dev.js';

let browser: Browser;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
let dev: RunningDev | null = null;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  scratch = await scratchFolder('live');
  modules = await copyOfModules(scratch.folder, 'cpm-behaviors', 'cpm-foundations');
  page = await browser.newPage();
});
afterEach(async () => {
  await page.close();
  await dev?.stop();
  dev = null;
  await scratch.done();
});

const lesson = () => path.join(modules, 'cpm-behaviors/lessons/02-open-honest-clear.md');
const course = (): FrameLocator => page.frameLocator('#stage iframe').frameLocator('iframe');

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

async function open(...args: readonly string[]): Promise<RunningDev> {
  dev = await startDev(modules, ...args);
  await page.goto(dev.address);
  return dev;
}

describe('cpm dev <module>', () => {
  it('shows what was saved where the learner was: the same page, with the reveal that was open', async () => {
    const place = /^## .*\{% #([\w-]+) %\}/m.exec(await readFile(lesson(), 'utf8'))?.[1];
    await open('cpm-behaviors');
    await course().locator('#steps a').nth(1).dispatchEvent('click');
    await course().locator(`[data-place="${place}"]:visible`).waitFor();
    await edit(lesson(), (text) =>
      text.replace(
        /^## .*$/m,
        (head) => `${head}\n\n{% reveal summary="More of it" %}\nWhat lies inside.\n{% /reveal %}`,
      ),
    );
    await course().getByText('More of it').click();
    await course().getByText('What lies inside.').waitFor();
    await edit(lesson(), (text) => text.replace('What lies inside.', 'What lies inside, said better.'));
    // Only a reveal that is open shows its text.
    await course().getByText('What lies inside, said better.').waitFor();
    expect(await course().locator('[data-place]:visible').getAttribute('data-place')).toBe(place);
  });

  it('shows a save in the launch that is open, file by file what a build packs, and begins another when the title changes', async () => {
    await open('cpm-behaviors', '--target', 'scorm2004-4');
    const launch = () => page.locator('#stage iframe').getAttribute('src');
    await course().locator('h1:visible').first().waitFor();
    const first = await launch();
    const askedFor = async () =>
      (await page.request.get(new URL('content/index.html', first ?? '').href)).headers().link ?? '';
    // At the first load everything comes as an LMS sends it.
    expect(await askedFor()).toBe('');
    await edit(lesson(), (text) => text.replace(/^# .*/, '# A better name for the lesson'));
    await expect.poll(() => course().locator('#steps').textContent()).toContain('A better name for the lesson');
    expect(await launch()).toBe(first);
    const { pathname } = new URL('content/', first ?? '');
    expect(await askedFor()).toContain(`<${pathname}rest.js>; rel=preload; as=script`);
    expect(await askedFor()).toContain(`<${pathname}course.css>; rel=preload; as=style`);
    const built = await cpm(
      ['build', 'cpm-behaviors', '--target', 'scorm2004-4', '--modules', modules, '--out', scratch.folder],
      scratch.folder,
    );
    expect(built.code).toBe(0);
    const [zip = ''] = readdirSync(scratch.folder).filter((name) => name.endsWith('.zip'));
    const { value } = await readZip(bytesSource(await readFile(path.join(scratch.folder, zip))), zip, wholeFile);
    expect(value?.files.size).toBeGreaterThan(4);
    for (const [name, bytes] of value?.files ?? []) {
      const served = await page.request.get(new URL(`content/${name}`, first ?? '').href);
      expect(Buffer.compare(await served.body(), Buffer.from(bytes)), name).toBe(0);
    }
    await edit(path.join(modules, 'cpm-behaviors/module.yaml'), (text) =>
      text.replace(/^title: .*$/m, 'title: "What the LMS is told"'),
    );
    await expect.poll(launch).not.toBe(first);
    await expect.poll(() => course().locator('header').textContent()).toContain('What the LMS is told');
  });

  it('tells a fault in the page with place, line and what to write, while the last good build stays playable', async () => {
    const { printed } = await open('cpm-behaviors');
    const first = course().locator('h1:visible').first();
    await first.waitFor();
    const before = await readFile(lesson(), 'utf8');
    await writeFile(lesson(), `${before}\n{% callou %}\n`);
    const faults = page.getByRole('region', { name: '1 fault' });
    await faults.waitFor();
    expect(await faults.innerText()).toContain('modules/cpm-behaviors/lessons/02-open-honest-clear.md:');
    expect(await faults.innerText()).toContain('{% callou %}');
    expect(await faults.innerText()).toContain('Did you mean callout?');
    expect(await page.getByRole('status').innerText()).toContain('1 fault. Shown is the last good build');
    expect(await axeFindings(page)).toEqual([]);
    expect(await first.isVisible()).toBe(true);
    // The same frame as `cpm check` prints.
    const check = await cpm(['check', 'cpm-behaviors', '--modules', modules], scratch.folder);
    expect(check.code).toBe(1);
    await expect.poll(printed).toContain(check.err.trim());
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await writeFile(lesson(), before);
    await faults.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('status').innerText()).toContain('Up to date');
    await expect.poll(() => printed().trim().split('\n').at(-1)).toMatch(/cpm-behaviors: no faults/);
  });

  it('begins with a module that is broken, and shows it once it is mended', async () => {
    const file = path.join(modules, 'cpm-behaviors/module.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('title:', 'titel:'));
    await open('cpm-behaviors');
    await page.getByText('The module is shown here as soon as it can be built.').waitFor();
    await page.getByRole('heading', { name: /fault/ }).first().waitFor();
    await writeFile(file, before);
    await course().locator('h1:visible').first().waitFor();
  });

  it('gets over a module.yaml that is deleted and comes back, and over a folder that goes and comes', async () => {
    await open('cpm-behaviors');
    await course().locator('h1:visible').first().waitFor();
    const folder = path.join(modules, 'cpm-behaviors');
    const file = path.join(folder, 'module.yaml');
    const before = await readFile(file, 'utf8');
    await rm(file);
    await page.getByText('has no module.yaml').waitFor();
    await writeFile(file, before);
    await page.locator('#faults section').waitFor({ state: 'detached' });
    await rename(folder, path.join(scratch.folder, 'away'));
    await page.getByText('The folder of the module cpm-behaviors is gone.').waitFor();
    await rename(path.join(scratch.folder, 'away'), folder);
    await page.locator('#faults section').waitFor({ state: 'detached' });
    await edit(lesson(), (text) => text.replace(/^# .*/, '# A new name for the lesson'));
    await expect.poll(() => course().locator('#steps').textContent()).toContain('A new name for the lesson');
  });

  it('sees files that an editor puts in the place of others, many at once, and in new folders', async () => {
    await open('cpm-behaviors');
    await course().locator('h1:visible').first().waitFor();
    // As vim and many others save: the new text under another name, then put in the place of the old.
    await writeFile(`${lesson()}.new`, (await readFile(lesson(), 'utf8')).replace(/^# .*/, '# Saved by another name'));
    await rename(`${lesson()}.new`, lesson());
    await expect.poll(() => course().locator('#steps').textContent()).toContain('Saved by another name');
    for (let n = 1; n <= 9; n++)
      await writeFile(
        path.join(modules, `cpm-behaviors/lessons/1${n}-more-${n}.md`),
        `# Lesson more ${n}\n\n## Page more ${n}\n\nText.\n`,
      );
    await expect.poll(() => course().locator('#steps').textContent()).toContain('Lesson more 9');
    await cp(path.join(modules, 'cpm-behaviors'), path.join(modules, 'a-copy'), { recursive: true });
    await page.goto(new URL('/', page.url()).href);
    await page.locator('#to-a-copy').click();
    await course().locator('h1:visible').first().waitFor();
  });

  it('follows the practice model, which is no file of the module', async () => {
    await open('cpm-behaviors');
    await course().locator('h1:visible').first().waitFor();
    const model = path.join(modules, '_practice-model/2016.yaml');
    const before = await readFile(model, 'utf8');
    await writeFile(model, before.replace('id: foundational-1', 'id: foundational-one'));
    await page.getByText('2016/foundational-1').first().waitFor();
    await writeFile(model, before);
    await page.locator('#faults section').waitFor({ state: 'detached' });
  });

  it('follows the curriculum, which is no file of the module', async () => {
    await open('cpm-behaviors');
    await course().locator('h1:visible').first().waitFor();
    const curriculum = path.join(modules, 'curriculum.yaml');
    const before = await readFile(curriculum, 'utf8');
    await writeFile(curriculum, before.replace('publisher:', 'publishr:'));
    const faults = page.getByRole('region', { name: /fault/ });
    await faults.getByText('modules/curriculum.yaml').first().waitFor();
    await writeFile(curriculum, before);
    await page.locator('#faults section').waitFor({ state: 'detached' });
  });

  it('follows the templates: pages, styles and the words of the interface, and tells a slip in one', async () => {
    const clone = await ownClone(scratch.folder);
    dev = await startDevOf(clone, modules, 'cpm-behaviors');
    await page.goto(dev.address);
    await course().locator('h1:visible').first().waitFor();
    const template = path.join(clone, 'templates/course/index.hbs');
    const before = await readFile(template, 'utf8');
    await writeFile(template, before.replace('class="skip"', 'class="skip" title="A county of our own"'));
    await course().getByTitle('A county of our own').waitFor({ state: 'attached' });
    await edit(path.join(clone, 'templates/css/course.css'), (css) => `${css}\nh1 { font-style: italic; }\n`);
    await expect
      .poll(() =>
        course()
          .locator('h1')
          .first()
          .evaluate((head) => getComputedStyle(head).fontStyle),
      )
      .toBe('italic');
    await edit(path.join(clone, 'templates/words/en.json'), (words) => {
      const { skip } = (JSON.parse(words) as { page: { skip: string } }).page;
      return words.replace(JSON.stringify(skip), '"Straight to the page"');
    });
    await expect.poll(() => course().locator('a.skip').textContent()).toBe('Straight to the page');
    await writeFile(template, before.replace('{{module.title}}', '{{module.titel}}'));
    await page.getByText("The page can't be made from the templates.").first().waitFor();
    expect(await course().locator('h1:visible').first().isVisible()).toBe(true);
    // A package that its standard's rules refuse is shown to nobody for longer than it takes to judge it.
    await writeFile(template, before.replace('</body>', '<img src="https://elsewhere.example/x.png" alt=""></body>'));
    await page.locator('#faults').getByText('elsewhere.example').first().waitFor();
    await expect.poll(() => course().locator('img[src*="elsewhere"]').count()).toBe(0);
    expect(await page.getByRole('status').innerText()).toContain('Shown is the last good build');
    await writeFile(template, before);
    await page.locator('#faults section').waitFor({ state: 'detached' });
  });

  it('shows a new paragraph, page and lesson before their translations follow, and says what waits', async () => {
    await open('cpm-foundations');
    await course().locator('h1:visible').first().waitFor();
    const file = path.join(modules, 'cpm-foundations/lessons/01-one-model.md');
    await edit(file, (text) => text.replace(/^(## .*\n\n)/m, '$1A paragraph that nobody has translated yet.\n\n'));
    await course().getByText('A paragraph that nobody has translated yet.').first().waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Up to date');
    await page.getByText('1 piece of advice').click();
    const advice = await page.locator('#faults').innerText();
    expect(advice).toContain('modules/cpm-foundations/lessons/01-one-model.es.md:');
    expect(advice).toContain('Meanwhile the source is shown; cpm build waits for it.');
    // In the other language that page stands in the source's words, and all others in their own.
    await course().locator('[data-language="es"]').click();
    await course().locator('html[lang="es"]').waitFor({ state: 'attached' });
    await course().getByText('A paragraph that nobody has translated yet.').first().waitFor();
    expect(await course().locator('#steps').textContent()).toContain('modelo');
    // What is packaged is as strict as it was.
    const check = await cpm(['check', 'cpm-foundations', '--modules', modules], scratch.folder);
    expect(check.code).toBe(1);
    expect(check.err).toContain('translation/structure');
    await edit(file, (text) => `${text}\n## A page to come {% #to-come %}\n\nWith a text.\n`);
    await writeFile(
      path.join(modules, 'cpm-foundations/lessons/06-more.md'),
      '# A lesson to come\n\n## Its page {% #its-page %}\n\nWith a text of its own.\n',
    );
    await expect.poll(() => course().locator('#steps').textContent()).toContain('A lesson to come');
    await course().getByText('With a text of its own.').waitFor({ state: 'attached' });
    // The translation follows.
    await rm(path.join(modules, 'cpm-foundations/lessons/06-more.md'));
    await edit(file, (text) =>
      text.replace(/\n## A page to come[\s\S]*/, '').replace('A paragraph that nobody has translated yet.\n\n', ''),
    );
    await expect.poll(() => page.locator('#faults').innerText()).not.toContain('01-one-model.es.md');
  });

  it('keeps its attempts in a folder of its own, and leaves nothing behind', async () => {
    const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cpm-dev-'));
    const before = new Set(ours());
    const running = await open('cpm-behaviors');
    await course().locator('h1:visible').first().waitFor();
    const [folder = ''] = ours().filter((name) => !before.has(name));
    expect(existsSync(path.join(tmpdir(), folder, 'data/stand-in-lms'))).toBe(true);
    expect(await running.stop()).toBe(0);
    expect(existsSync(path.join(tmpdir(), folder))).toBe(false);
  });

  it('says what it does not know', async () => {
    const unknown = await cpm(['dev', 'cpm-behavior', '--modules', modules]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('Did you mean "cpm-behaviors"?');
    const target = await cpm(['dev', '--target', 'web', '--modules', modules]);
    expect(target.code).toBe(2);
    expect(target.err).toContain('There is no target of an LMS "web".');
  });
});

describe('cpm dev', () => {
  it('lists the modules, and the list follows: faults, new modules, modules that go', async () => {
    await open();
    await page.getByRole('link', { name: 'How to write a module' }).waitFor();
    expect(await page.locator('.live-list h2').count()).toBe(2);
    await edit(lesson(), (text) => `${text}\n{% callou %}\n`);
    await page.getByText('1 fault', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await mkdir(path.join(modules, 'brand-new'));
    await page.getByRole('link', { name: 'brand-new' }).waitFor();
    await rm(path.join(modules, 'brand-new'), { recursive: true });
    await page.getByRole('link', { name: 'brand-new' }).waitFor({ state: 'detached' });
    await page.locator('#to-cpm-foundations').click();
    await course().locator('h1:visible').first().waitFor();
  });
});
