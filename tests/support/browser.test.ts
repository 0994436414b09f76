import { expect, it } from 'vitest';
import { launchBrowser } from './browser.js';

it('starts the Chromium that npm brought', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<h1>Here</h1>');
  expect(await page.textContent('h1')).toBe('Here');
  console.log(browser.version());
  await browser.close();
});
