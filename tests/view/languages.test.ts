import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { realModule } from './real-module.js';
import { openStage } from './stage.js';

let module: Module;
let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  module = await realModule('cpm-foundations');
  stage = await openStage(module);
});
afterAll(() => stage.close());

const spanish = (page: Page) => page.getByRole('button', { name: 'Español' });

/** Chooses Spanish as a learner does, and waits until the page speaks it. */
async function inSpanish(page: Page): Promise<void> {
  await spanish(page).click();
  await page.locator('html[lang=es]').waitFor();
}

/**
 * Every text, label and title in the document, shown or not: feedback that no answer has earned yet too. Left out is
 * what the page itself marks as another language, and what is no language: names of files, code, the switch.
 */
function textsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const language = document.documentElement.lang;
    const look = (node: Node): void => {
      if (node instanceof Text) found.push(node.data);
      if (node instanceof Element) {
        // Scripts run here, so nobody reads what stands for them.
        if (node.matches('script, style, noscript')) return;
        const own = node.closest('[lang]')?.getAttribute('lang');
        if (own && own !== language && node.ownerDocument === document) return;
        if (!(node.ownerDocument === document) && node.getAttribute('lang')) return;
        for (const name of ['aria-label', 'alt', 'title', 'placeholder']) found.push(node.getAttribute(name) ?? '');
        if (node instanceof HTMLTemplateElement) node.content.childNodes.forEach(look);
      }
      node.childNodes.forEach(look);
    };
    look(document.body);
    found.push(document.title);
    return [...new Set(found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => /\p{L}{2}/u.test(text)))];
  });
}

/** Walks through the module to its result, and gathers the texts of every screen on the way. */
async function textsOfWalk(page: Page): Promise<Set<string>> {
  const texts = new Set<string>();
  const gather = async () => {
    for (const text of await textsIn(page)) texts.add(text);
  };
  const go = async (place: string): Promise<void> => {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await page.locator(`[data-place="${place}"]`).waitFor();
    await gather();
  };
  for (const { id } of module.lessons.flatMap((lesson) => lesson.pages)) await go(id);
  for (const check of module.checks) {
    const home = module.lessons.flatMap((lesson) => lesson.pages).find((one) => one.checks.includes(check.id));
    await go(home?.id ?? '');
    const form = page.locator(`form[data-question="${check.id}"]`);
    await form.locator('[type=submit]').click();
    await gather();
    for (const input of await form.locator('.pair').all()) await input.locator('label').first().click();
    if ((await form.locator('.opt').count()) > 0) await form.locator('.opt').first().click();
    await form.locator('[type=submit]').click();
    await gather();
  }
  await go('/assessment');
  await page.locator('[data-slot=start]').click();
  await gather();
  await go('/hand-in');
  await page.locator('[data-slot=hand-in]').click();
  await page.locator('[data-place="/result"]').waitFor();
  await gather();
  for (const sign of ['saving', 'review'])
    await page.evaluate((state) => Reflect.get(globalThis, 'stage').saved({ state }), sign).then(gather);
  for (const cause of ['refused', 'expired', 'full', 'ended'])
    await page
      .evaluate(
        (why) => Reflect.get(globalThis, 'stage').saved({ state: 'failing', since: 0, retrying: false, cause: why }),
        cause,
      )
      .then(gather);
  return texts;
}

describe('a module in two languages', () => {
  it('leaves no English word on any page in Spanish, shown or hidden, label or title', async () => {
    const inEnglish = await stage.open();
    const english = await textsOfWalk(inEnglish);
    const page = await stage.open();
    await inSpanish(page);
    const found = await textsOfWalk(page);
    expect(found.size).toBeGreaterThan(400);
    /** The same in both: names of people and organizations, numbers, an address. */
    const names =
      /^(CWDA|SOP|California Partners for Permanency \(CAPP\)|CFPIC|CPM|cpm\.cfpic\.org\/about|“?Grant Ellison.*|ICPM|LMS|Visible\.|Katie A\.|[A-Z]: |\d.*)$/;
    expect([...found].filter((text) => english.has(text) && !names.test(text))).toEqual([]);
    const words = /\b(the|and|of|with|your|you|is|are|this|that|what|which|question|lesson|answer|page|not|to)\b/i;
    expect([...found].filter((text) => words.test(text))).toEqual([]);
    // The measure itself: the English page is full of such words.
    expect([...english].filter((text) => words.test(text)).length).toBeGreaterThan(300);
    expect(stage.faults).toEqual([]);
  });

  it('are switched at once by a button that says its own name, and place, answers and record stay', async () => {
    const page = await stage.open({}, '#two-levels');
    const check = page.locator('form[data-question="k-levels"]');
    await check.locator('.opt').nth(1).click();
    await check.locator('[type=submit]').click();
    const before = await page.evaluate(() => Reflect.get(globalThis, 'stage').state());
    expect(await spanish(page).getAttribute('lang')).toBe('es');
    await spanish(page).focus();
    await page.keyboard.press('Enter');
    await page.locator('html[lang=es]').waitFor();
    const heading = page.locator('section:not([hidden]) h1');
    expect(await heading.textContent()).toBe('Dos niveles que se necesitan');
    expect(await heading.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await page.title()).toBe('Dos niveles que se necesitan – Fundamentos del CPM');
    expect(await page.evaluate(() => location.hash)).toBe('#two-levels');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stage').state())).toEqual(before);
    expect(await check.locator('.opt input').nth(1).isChecked()).toBe(true);
    expect(await check.locator('.feedback').textContent()).toContain('Eso pone la causa en las familias.');
    expect(await page.locator('#where').textContent()).toBe('Lección 1 de 5, página 3 de 4');
    expect(await page.locator('#saved').textContent()).toContain('Guardado');
    expect(await page.locator('figure img').first().getAttribute('src')).toBe('media/two-levels.es.svg');
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor();
    expect(await heading.textContent()).toBe('Two levels that need each other');
    expect(await check.locator('.feedback').textContent()).toContain('That puts the cause with the families.');
    expect(stage.faults).toEqual([]);
  });

  it('keep what was begun and not checked yet', async () => {
    const page = await stage.open({}, '#two-levels');
    const check = page.locator('form[data-question="k-levels"]');
    await check.locator('.opt').nth(2).click();
    await inSpanish(page);
    expect(await check.locator('.opt input').nth(2).isChecked()).toBe(true);
    expect(await check.locator('.feedback').textContent()).toBe('');
  });

  it('are remembered, and the file of a language is asked for only when it is chosen', async () => {
    const page = await stage.open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await page.waitForFunction(() => Reflect.get(globalThis, 'stage')?.isWhole);
    expect(asked.filter((name) => /rest\.\w+\.js/.test(name))).toEqual([]);
    await inSpanish(page);
    expect(asked.filter((name) => /rest\.\w+\.js/.test(name))).toEqual(['/rest.es.js']);
    await page.reload();
    await page.locator('html[lang=es]').waitFor();
    expect(await page.locator('#menu-title').textContent()).toBe('Lecciones');
  });

  it('fit a narrow screen in Spanish, with nothing for axe to find', async () => {
    const page = await stage.open({ viewport: { width: 320, height: 640 } });
    await inSpanish(page);
    const found: string[] = [];
    for (const { id } of module.lessons.flatMap((lesson) => lesson.pages)) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, id);
      await page.locator(`[data-place="${id}"]`).waitFor();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) found.push(`${id}: ${over} px too wide`);
      for (const fault of await axeFindings(page)) found.push(`${id}: ${fault}`);
    }
    expect(found).toEqual([]);
  });

  it('judge a typed answer by the language in which it was given, whichever is shown when it is handed in', async () => {
    const page = await stage.open();
    const questions = module.assessment?.questions ?? [];
    const typed = questions.findIndex(({ type }) => type === 'fill-in');
    const go = (place: string) =>
      page.evaluate((hash) => {
        location.hash = hash;
      }, place);
    const field = page.locator('section:not([hidden]) input[name=answer]');
    const kept = () =>
      page.evaluate((id) => Reflect.get(globalThis, 'stage').state().current[id], questions[typed]?.id ?? '');
    for (const { id } of module.lessons.flatMap((lesson) => lesson.pages)) await go(id);
    await go('/assessment');
    await page.locator('[data-slot=start]').click();
    await go(`/question/${typed + 1}`);
    await inSpanish(page);
    await field.fill('el modelo integrado de práctica fundamental');
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor();
    expect(await field.inputValue()).toBe('el modelo integrado de práctica fundamental');
    // As it was suspended, so it stands after a reload, in the other language.
    await page.reload();
    await page.waitForFunction(() => Reflect.get(globalThis, 'stage')?.isWhole);
    expect(await field.inputValue()).toBe('el modelo integrado de práctica fundamental');
    expect(await kept()).toMatch(/^_es_el_modelo/);
    await go('/hand-in');
    await page.locator('[data-slot=hand-in]').click();
    await page.locator('[data-place="/result"]').waitFor();
    const weights = questions.reduce((sum, { weight }) => sum + weight, 0);
    const score = () => page.evaluate(() => Reflect.get(globalThis, 'stage').state().tries.at(-1).score);
    expect(await score()).toBeCloseTo((questions[typed]?.weight ?? 0) / weights, 8);
    // Typed into the English page the same words are no answer.
    await go('/assessment');
    await page.locator('section:not([hidden]) [data-slot=start]').click();
    await go(`/question/${typed + 1}`);
    await field.fill('el modelo integrado de práctica fundamental');
    expect(await kept()).toMatch(/^el_modelo/);
    await go('/hand-in');
    await page.locator('[data-slot=hand-in]').click();
    await page.locator('[data-place="/result"]').waitFor();
    expect(await score()).toBe(0);
    expect(stage.faults).toEqual([]);
  });

  it('have the same ids, keys and rules, but for accepted answers', () => {
    const [other] = module.translations;
    const bones = (one: Module | undefined) => ({
      pages: one?.lessons.map((lesson) => [lesson.iri, ...lesson.pages.map((page) => page.iri)]),
      questions: [...(one?.checks ?? []), ...(one?.assessment?.questions ?? [])].map(
        ({ iri, data, ofLanguage, weight, objective }) => ({
          iri,
          data: ofLanguage === undefined ? data : null,
          weight,
          objective,
        }),
      ),
      objectives: one?.objectives.map(({ iri }) => iri),
      rules: [one?.completion, one?.assessment?.passingScore, one?.assessment?.tries],
    });
    expect(other?.language).toBe('es');
    expect(bones(other)).toEqual(bones(module));
  });
});
