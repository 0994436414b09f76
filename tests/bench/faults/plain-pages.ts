import type { BrowserContext, Page } from 'playwright-core';
import type { Fault } from './cells.js';
import { NotPlayable, type PlayPage } from './play-page.js';

/** What only an LMS can do to a learner. */
const ofAnLms: ReadonlySet<Fault> = new Set(['refuse', 'fault', 'expired']);

/**
 * Plain pages, which have no LMS around them: the browser keeps place and answers.
 * @param page shows them in a frame, as the play page of the target `web` does
 */
export async function openPlainPages(context: BrowserContext, page: Page, fault: Fault): Promise<PlayPage> {
  if (ofAnLms.has(fault)) {
    await page.close();
    throw new NotPlayable('plain pages have no LMS that could do this');
  }
  const address = await page.getByRole('link', { name: 'Open without this frame' }).evaluate((link) => {
    return link instanceof HTMLAnchorElement ? link.href : '';
  });
  const isFramed = fault === 'remove-frame';
  const shown = page.url();
  const open = async () => {
    const opened = await context.newPage();
    await opened.goto(isFramed ? shown : address);
    return opened;
  };
  // Nothing kept from the cell before: cleared from beside the course, which would keep its place again as it goes.
  await page.goto(new URL('course.css', address).href);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  let now = await open();
  let isOn = false;
  return {
    async course() {
      const frame = isFramed ? await now.locator('.stage iframe').elementHandle() : null;
      const course = frame ? await frame.contentFrame() : now.mainFrame();
      if (!course) throw new Error('the frame shows nothing');
      await course.locator('main section:not([hidden]) h1').waitFor();
      return course;
    },
    async press(pressed) {
      isOn = !isOn;
      await plainFaults[pressed]?.(now, context, isOn);
    },
    closeCourse: () => now.close(),
    async launchAgain() {
      if (!now.isClosed()) await now.close();
      now = await open();
    },
    // Nobody but the learner is told.
    verdict: async () => null,
    registration: async () => null,
    async close() {
      await context.setOffline(false);
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      if (!now.isClosed()) await now.close();
    },
  };
}

const plainFaults: Partial<Record<Fault, (page: Page, context: BrowserContext, isOn: boolean) => Promise<unknown>>> = {
  offline: (_page, context, isOn) => context.setOffline(isOn),
  slow: (_page, context, isOn) =>
    isOn
      ? context.route('**', (route) => void setTimeout(() => void route.continue().catch(() => undefined), 3000))
      : context.unrouteAll({ behavior: 'ignoreErrors' }),
  reload: (page) => page.reload(),
  'remove-frame': (page) => page.locator('.stage iframe').evaluate((frame) => frame.remove()),
  'close-window': (page) => page.close(),
};
