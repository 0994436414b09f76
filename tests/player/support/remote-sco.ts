import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The script of a SCO that does what the test says, call by call, and ends its session when its page goes. */
export function remoteSco(api: string, end: string): string {
  return `
  const find = (w) => w.${api} ?? (w.parent !== w ? find(w.parent) : w.opener ? find(w.opener) : null);
  const api = find(window);
  window.call = (fn, ...given) => api[fn](...given);
  window.atEnd = [];
  addEventListener('pagehide', () => { for (const [fn, ...given] of window.atEnd) api[fn](...given); api.${end}(''); });
`;
}

export type Remote = Window & { call(fn: string, ...given: unknown[]): string; atEnd: string[][] };

/** The course's own frame, once it has loaded. */
export async function course(page: Page): Promise<Frame> {
  const stage = page.locator('#stage iframe');
  await stage.waitFor();
  const sco = stage.contentFrame().locator('iframe').contentFrame();
  await sco.locator('h1').waitFor();
  const frame = page.frames().find((one) => one.url().includes('/content/'));
  if (!frame) throw new Error('The course has no frame');
  await frame.waitForFunction(() => 'call' in window);
  return frame;
}

/** Calls the API as the SCO. */
export function call(sco: Frame | Page, fn: string, ...given: unknown[]): Promise<string> {
  return sco.evaluate(({ name, values }) => (window as unknown as Remote).call(name, ...values), {
    name: fn,
    values: given,
  });
}

/** What the SCO calls when its page goes. */
export function atEnd(sco: Frame, ...calls: string[][]): Promise<void> {
  return sco.evaluate((list) => {
    (window as unknown as Remote).atEnd = list;
  }, calls);
}

export async function holds(page: Page, label: string, value: string): Promise<void> {
  const held = page.locator(`#holds dt:text-is("${label}") + dd`);
  await expect.poll(() => held.textContent(), { timeout: 10_000 }).toBe(value);
}

export async function closeCourse(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close the course' }).click();
  await expect.poll(() => page.locator('#session').textContent(), { timeout: 10_000 }).toMatch(/ended/);
}

export async function launchAgain(page: Page): Promise<Frame> {
  await page.getByRole('button', { name: 'Launch again' }).click();
  await expect.poll(() => page.locator('#session').textContent(), { timeout: 10_000 }).toBe('The course is open.');
  return course(page);
}
