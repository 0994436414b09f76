import type { Page } from 'playwright-core';
import type { recordStore } from './record-store.js';
import { until } from './web-server.js';

/** The window's process dies: nothing of the page runs any more, no `pagehide` either. What was under way arrives. */
export async function kill(page: Page, store: Pick<Awaited<ReturnType<typeof recordStore>>, 'idle'>): Promise<void> {
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await page.close();
  await until(store.idle);
}
