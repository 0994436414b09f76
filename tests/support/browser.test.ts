import { expect, it } from 'vitest';
import { axeFindings } from '../server/support/axe-findings.js';
import { launchBrowser } from './browser.js';

it('starts the Chromium that npm brought', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<h1>Here</h1>');
  expect(await page.textContent('h1')).toBe('Here');
  console.log(browser.version());
  await browser.close();
});

it('closes the windows of one test and leaves those of another, who share nothing', async () => {
  const [one, other] = await Promise.all([launchBrowser(), launchBrowser()]);
  const [gone, stays] = await Promise.all([one.newPage(), other.newPage()]);
  await gone.context().addCookies([{ name: 'a', value: '1', url: 'http://127.0.0.1/' }]);
  expect(await stays.context().cookies()).toEqual([]);
  expect([one.contexts(), other.contexts()]).toEqual([[gone.context()], [stays.context()]]);
  await one.close();
  expect([gone.isClosed(), stays.isClosed()]).toEqual([true, false]);
  expect(await stays.evaluate(() => 1)).toBe(1);
  await other.close();
});

it('has axe look at a page as it stands: at its first fault, and at one that comes later', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><p>Well</p></main></html>');
  expect(await axeFindings(page)).toEqual([]);
  await page.evaluate(() => document.querySelector('p')?.append(document.createElement('img')));
  expect(await axeFindings(page)).toEqual([expect.stringMatching(/^image-alt img /)]);
  expect(await axeFindings(page, 'h1')).toEqual([]);
  await browser.close();
});
