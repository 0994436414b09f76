import type { BrowserContext, Frame, Page } from 'playwright-core';
import { courseIn } from '../../journey/course.js';
import { type Fault, faults } from './cells.js';
import { faultModule } from './fault-module.js';
import { openPlainPages } from './plain-pages.js';
import { until } from './until.js';

/** The play page of one target, worked as a person works it. */
export interface PlayPage {
  readonly course: () => Promise<Frame>;
  /** Switches a mishap on or off, or gives a command. */
  press(fault: Fault): Promise<void>;
  closeCourse(): Promise<void>;
  launchAgain(): Promise<void>;
  /** The gradebook's line; null where there is no LMS. */
  verdict(): Promise<Readonly<Record<string, string>> | null>;
  /** Registration of the present attempt; null where nothing is told. */
  registration(): Promise<string | null>;
  close(): Promise<void>;
}

/** Why a target cannot be played by the matrix. */
export class NotPlayable extends Error {}

/** Opens the play page with no attempt kept, and the course in it: in the frame, or in a window of its own. */
export async function openPlayPage(
  context: BrowserContext,
  origin: string,
  target: string,
  fault: Fault,
): Promise<PlayPage> {
  const isOwnWindow = fault === 'close-window';
  const address = `${origin}/play/${faultModule.id}/${target}`;
  const page = await context.newPage();
  const response = await page.goto(address);
  if (response?.status() !== 200) {
    await page.close();
    throw new NotPlayable(`its play page answers ${response?.status()}`);
  }
  if ((await page.locator('#session').count()) === 0) return openPlainPages(context, page, fault);
  await forgetAttempts(origin, address);
  await page.goto(address);
  let popup: Page | null = null;
  const openWindow = async () => {
    const button = page.locator('#stage iframe').contentFrame().getByRole('button', { name: 'Open the course' });
    [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  };
  const isOpen = () =>
    until(
      () => page.locator('#session').innerText(),
      (text) => text === 'The course is open.',
      15_000,
    );
  await isOpen();
  if (isOwnWindow) {
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel('Open it in a window of its own').check();
    await page.getByLabel(/Begin a new attempt/).check();
    await page.getByRole('button', { name: 'Launch again' }).click();
    await isOpen();
    await openWindow();
  }
  return {
    course: () => courseIn(popup ?? page),
    async press(fault) {
      const { button, stays } = faults[fault];
      const told = stays ? page.waitForResponse((one) => one.url().endsWith('/mishaps')) : null;
      await page.getByRole('button', { name: button }).click();
      await told;
      if (fault === 'close-window') await popup?.waitForEvent('close').catch(() => undefined);
    },
    closeCourse: () => page.getByRole('button', { name: 'Close the course' }).click(),
    async launchAgain() {
      const own = page.getByLabel('Open it in a window of its own');
      if (isOwnWindow) await own.uncheck();
      popup = null;
      await page.getByRole('button', { name: 'Launch again' }).click();
      await isOpen();
    },
    verdict: () =>
      page.locator('#verdict').evaluate((list) => {
        const terms = [...list.querySelectorAll('dt')].map((term) => term.textContent ?? '');
        const values = [...list.querySelectorAll('dd')].map((value) => value.textContent ?? '');
        return Object.fromEntries(terms.map((term, i) => [term, values[i] ?? '']));
      }),
    registration: async () => (await attemptsAt(address))[0] ?? '',
    close: () => page.close(),
  };
}

/** Registrations, the one launched last first. */
async function attemptsAt(address: string): Promise<readonly string[]> {
  const response = await fetch(`${address}/attempts`);
  if (!response.ok) throw new NotPlayable(`its attempts answer ${response.status}`);
  const { attempts } = (await response.json()) as { readonly attempts: readonly { readonly registration: string }[] };
  return attempts.map(({ registration }) => registration);
}

async function forgetAttempts(origin: string, address: string): Promise<void> {
  for (const registration of await attemptsAt(address))
    await fetch(`${address}/attempts/${registration}`, { method: 'DELETE', headers: { Origin: origin } });
}
