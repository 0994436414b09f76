import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import * as z from 'zod';
import { type AxeFault, axeFaults } from './axe-faults.js';
import { type Following, followEvents } from './follow-events.js';
import { confinedTo } from './launch-chromium.js';
import { runFindings } from './run-findings.js';
import type { RunReport } from './run-report.js';
import { type Watched, watchPages } from './watch-page.js';

/** Where the units of a package are launched. */
export interface RunPlace {
  /** The package's name, for findings. */
  readonly file: string;
  /** Origin of the stand-in LMS's pages. */
  readonly origin: string;
  /** Where launches of this package are begun. */
  readonly launches: string;
  /** Origin that serves the package's files. */
  readonly contentOrigin: string;
}

/** What is launched. */
export interface RunUnit {
  readonly id: string;
  readonly title: string;
  /** True for what must talk to its LMS: a SCO, a unit of cmi5. */
  readonly mustTalk: boolean;
}

const launchShape = z.object({ launch: z.string(), frame: z.url() });
const refusalShape = z.object({ error: z.object({ message: z.string() }) });

/**
 * Launches a unit in the stand-in LMS, waits until its first page is at rest, looks at it, and closes it.
 * @returns why not, where the LMS refuses to launch it
 */
export async function runUnit(
  browser: Browser,
  place: RunPlace,
  unit: RunUnit,
): Promise<RunReport | { readonly refused: string }> {
  const begun = await begin(place, unit);
  if ('refused' in begun) return begun;
  const { launch, frame } = begun;
  const events = followEvents(`${place.launches}/${launch}/events`);
  // An LMS sets no policy on a package's pages, and those of others have scripts inside them.
  const context = await browser.newContext({
    ...confinedTo([place.origin, place.contentOrigin]),
    bypassCSP: true,
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(restLimit);
  const watched = watchPages(context, [place.origin, place.contentOrigin], () => `${frame}content/`);
  const looked = await within(wholeLimit, look(context, frame, watched));
  await within(
    closeLimit,
    close(context, events).catch(() => undefined),
  );
  const followed = events.now();
  events.stop();
  const { firstPage = { requests: 0, bytes: 0 }, axe = [] } = looked ?? {};
  const cutShort = looked === null ? 'The course did not come to rest within a minute.' : null;
  const { mustTalk, id, title } = unit;
  return {
    unit: id,
    launched: title,
    status: followed.status,
    calls: followed.calls.slice(0, listedCalls),
    callCount: followed.calls.length,
    holds: followed.holds,
    session: followed.session,
    statements: followed.statements.slice(0, listedCalls),
    firstPage,
    ...runFindings({ file: place.file, mustTalk, seen: watched.now(), followed, axe, cutShort }),
  };
}

/** Milliseconds: for the first page to come to rest, for all, and for the last words after closing. */
const restLimit = 15_000;
const wholeLimit = 60_000;
const closeLimit = 10_000;
const lastWords = 1500;
/** Milliseconds without anything new after which a page is at rest, and a session that is over has said all. */
const restCalm = 500;
const lastCalm = 200;
const listedCalls = 500;

async function begin(
  { launches, origin }: RunPlace,
  { id }: RunUnit,
): Promise<z.infer<typeof launchShape> | { readonly refused: string }> {
  const response = await fetch(launches, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    // A SCORM package's statements would be of a module that this LMS does not know.
    body: JSON.stringify({ unit: id, afresh: true, door: false }),
  });
  const answer: unknown = await response.json();
  const read = launchShape.safeParse(answer);
  if (response.ok && read.success) return read.data;
  const refusal = refusalShape.safeParse(answer);
  if (response.status === 422 && refusal.success) return { refused: refusal.data.error.message };
  throw new Error(`The stand-in LMS does not launch it: ${JSON.stringify(answer)}`);
}

interface Looked {
  readonly firstPage: RunReport['firstPage'];
  readonly axe: readonly AxeFault[];
}

async function look(context: BrowserContext, address: string, watched: Watched): Promise<Looked> {
  const host = await context.newPage();
  await host.goto(address, { waitUntil: 'load' });
  const course = await courseFrame(host);
  await course
    .page()
    .waitForLoadState('load')
    .catch(() => undefined);
  await within(restLimit, watched.atRest(restCalm));
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
async function close(context: BrowserContext, events: Following): Promise<void> {
  for (const page of [...context.pages()].reverse()) await page.goto('about:blank').catch(() => undefined);
  await within(lastWords, events.over(lastCalm));
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
