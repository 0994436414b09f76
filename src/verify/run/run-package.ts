import type { BrowserContext, Frame, Page } from 'playwright-core';
import * as z from 'zod';
import { type AxeFault, axeFaults } from './axe-faults.js';
import { followEvents } from './follow-events.js';
import { launchChromium } from './launch-chromium.js';
import { runFindings } from './run-findings.js';
import type { RunReport } from './run-report.js';
import { watchPages } from './watch-page.js';

/** Where a package is launched, and what it is. */
export interface RunOptions {
  /** The package's name, for findings. */
  readonly file: string;
  /** Title of what is launched. */
  readonly title: string;
  readonly mustTalk: boolean;
  /** Origin of the stand-in LMS's pages. */
  readonly origin: string;
  /** Where launches of this package are begun. */
  readonly launches: string;
  /** Origin that serves the package's files. */
  readonly contentOrigin: string;
}

const launchShape = z.object({ launch: z.string(), frame: z.url() });

/**
 * Launches a package in the stand-in LMS, waits until its first page is at rest, looks at it, and closes it.
 * @throws NoBrowser, and Error when the LMS does not launch it
 */
export async function runPackage(options: RunOptions): Promise<RunReport> {
  const browser = await launchChromium([options.origin, options.contentOrigin]);
  try {
    const { launch, frame } = await begin(options);
    const events = followEvents(`${options.launches}/${launch}/events`);
    // An LMS sets no policy on a package's pages, and those of others have scripts inside them.
    const context = await browser.newContext({
      bypassCSP: true,
      serviceWorkers: 'block',
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(restLimit);
    const watched = watchPages(context, [options.origin, options.contentOrigin], () => `${frame}content/`);
    const looked = await within(wholeLimit, look(context, frame, watched));
    await within(
      closeLimit,
      close(context).catch(() => undefined),
    );
    const followed = events.now();
    events.stop();
    const { firstPage = { requests: 0, bytes: 0 }, axe = [] } = looked ?? {};
    const cutShort = looked === null ? 'The course did not come to rest within a minute.' : null;
    const { file, title, mustTalk } = options;
    return {
      launched: title,
      calls: followed.calls.slice(0, listedCalls),
      callCount: followed.calls.length,
      holds: followed.holds,
      session: followed.session,
      statements: followed.statements.slice(0, listedCalls),
      firstPage,
      findings: runFindings({ file, mustTalk, seen: watched.now(), followed, axe, cutShort }),
    };
  } finally {
    await browser.close();
  }
}

/** Milliseconds: for the first page to come to rest, for all, and for the last words after closing. */
const restLimit = 15_000;
const wholeLimit = 60_000;
const closeLimit = 10_000;
const lastWords = 1500;
const listedCalls = 500;

async function begin({ launches, origin }: RunOptions): Promise<z.infer<typeof launchShape>> {
  const response = await fetch(launches, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    // A SCORM package's statements would be of a module that this LMS does not know.
    body: JSON.stringify({ afresh: true, door: false }),
  });
  const answer: unknown = await response.json();
  const read = launchShape.safeParse(answer);
  if (!response.ok || !read.success) throw new Error(`The stand-in LMS does not launch it: ${JSON.stringify(answer)}`);
  return read.data;
}

interface Looked {
  readonly firstPage: RunReport['firstPage'];
  readonly axe: readonly AxeFault[];
}

async function look(context: BrowserContext, address: string, watched: ReturnType<typeof watchPages>): Promise<Looked> {
  const host = await context.newPage();
  await host.goto(address, { waitUntil: 'load' });
  const course = await courseFrame(host);
  await course
    .page()
    .waitForLoadState('networkidle')
    .catch(() => undefined);
  const { requests, bytes } = watched.now();
  // A course that goes on to another page meanwhile cannot be looked at; what it said is told all the same.
  const axe = await axeFaults(course).catch(() => []);
  return { firstPage: { requests, bytes }, axe };
}

/** The frame that holds the course, in the host page or in the window that the course asks for. */
async function courseFrame(host: Page): Promise<Frame> {
  const button = host.getByRole('button', { name: 'Open the course' });
  if (await button.isVisible()) {
    const opened = host.waitForEvent('popup');
    await button.click();
    return (await opened).mainFrame();
  }
  return host.frames().find((frame) => frame.parentFrame() === host.mainFrame()) ?? host.mainFrame();
}

/** Leaves every page as a learner does who closes the window, and waits for what is said on the way out. */
async function close(context: BrowserContext): Promise<void> {
  for (const page of [...context.pages()].reverse()) await page.goto('about:blank').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, lastWords));
  await context.close();
}

/** Null when it takes longer than so many milliseconds. */
async function within<Value>(limit: number, work: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
