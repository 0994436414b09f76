import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createEngine } from '../../src/html/engine.js';
import type { Module } from '../../src/model/module.js';
import { renderCourse } from '../../src/render/render-course.js';
import type { SavedSign } from '../../src/runtime/view.js';
import { restScripts } from '../runtime/support/bundle.js';
import { launchBrowser } from '../support/browser.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.vtt': 'text/vtt',
  '.mp3': 'audio/mpeg',
  '.pdf': 'application/pdf',
};

/**
 * A script that holds the attempt in memory, as the learner's script does, and lets a test turn the signs:
 * `stage.saved(sign)`, `stage.state()`, `stage.review()`; `stage.isWhole` once the rest is there.
 */
const script = `
  import { createView } from './create-view.js';
  import { act } from './act.js';
  import { newAttempt } from './attempt.js';
  import { outcome } from './outcome.js';
  import { readCourse } from './course-element.js';
  import { restOfCourse } from './rest-of-course.js';
  const { course, stamp } = readCourse(document);
  const rest = restOfCourse(window, course, stamp);
  const rules = { course, behaviour: rest.behaviour, answer: rest.answer, now: () => Date.now(), passingScore: course.assessment?.passingScore ?? 1 };
  const kept = sessionStorage.getItem('attempt');
  let state = kept ? JSON.parse(kept) : newAttempt(course);
  let writes = true;
  const show = () => view.show({ rules, state, outcome: outcome(rules, state), writes });
  const view = createView(document, rules, (action) => {
    state = act(rules, state, action);
    sessionStorage.setItem('attempt', JSON.stringify(state));
    show();
  });
  window.stage = {
    support: (text) => view.support(() => text),
    taken: 0,
    offerTake: () => view.offerTake(() => { window.stage.taken += 1; }),
    saved: (sign) => view.saved(sign), state: () => state, review: () => { writes = false; show(); } };
  show();
  view.saved({ state: 'saved', at: new Date(2026, 2, 14, 10, 42).getTime() });
  rest.ask({
    arrived(code, content) {
      view.arrived(code, content);
      window.stage.isWhole = true;
    },
    late: view.late,
  });
`;

let bundled: Promise<string> | undefined;
/** The script as the browser gets it. */
export function viewScript(): Promise<string> {
  bundled ??= build({
    stdin: { contents: script, resolveDir: path.join(root, 'src/runtime'), loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'warning',
  }).then((result) => result.outputFiles[0]?.text ?? '');
  return bundled;
}

export interface Course {
  readonly url: string;
  /** Says what becomes of each request for the second file: served, held until the promise ends, refused, or taken from another build. */
  restIs(how: (asked: number) => Promise<unknown> | 'served' | 'refused' | 'of another build'): void;
  close(): Promise<void>;
}

/** Serves a module's page as a package would hold it, with the script above in the place of a protocol's. */
export async function serveCourse(module: Module): Promise<Course> {
  const rendered = renderCourse({
    module,
    engine: createEngine([path.join(root, 'templates')]),
    templates: path.join(root, 'templates'),
    restScripts: await restScripts(),
  });
  if (!rendered.value) throw new Error(JSON.stringify(rendered.diagnostics));
  const files = new Map<string, Uint8Array | string>([...rendered.value, ['course.js', await viewScript()]]);
  for (const media of [module, ...module.translations].flatMap((one) => one.media))
    files.set(media.path, readFileSync(media.source));
  let restIs: Parameters<Course['restIs']>[0] = () => 'served';
  let asked = 0;
  const server: Server = createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname.slice(1)) || 'index.html';
    let another: string | undefined;
    if (name === 'rest.js') {
      const how = await restIs(asked++);
      if (how === 'refused') {
        response.destroy();
        return;
      }
      if (how === 'of another build') another = String(files.get(name)).replace(/"stamp":"\w+"/, '"stamp":"another"');
    }
    const body = another ?? files.get(name);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': types[path.extname(name)] ?? 'application/octet-stream',
    });
    response.end(body ?? '');
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/index.html`,
    restIs(how) {
      restIs = how;
      asked = 0;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** Real windows on a course. What the page reports as an error, and what its policy refuses, fails the test at `close`. */
export async function openStage(module: Module) {
  const [browser, course] = await Promise.all([launchBrowser(), serveCourse(module)]);
  const faults: string[] = [];
  return {
    url: course.url,
    faults,
    restIs: course.restIs,
    /** @param whole false: only the first lesson need be there */
    async open(options: BrowserContextOptions = {}, place = '', whole = true): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text());
      });
      // The rest that is on its way when the page is ready may hold back its load event.
      await page.goto(course.url + place, { waitUntil: 'domcontentloaded' });
      if (whole && options.javaScriptEnabled !== false) await isWhole(page);
      return page;
    },
    async close(): Promise<void> {
      await browser.close();
      await course.close();
    },
  };
}

/** Resolves when the rest of the course is in the page. */
export async function isWhole(page: Page): Promise<void> {
  await page.waitForFunction(() => Reflect.get(globalThis, 'stage')?.isWhole);
}

/** Turns the sign that says whether progress is saved. */
export async function turnSign(page: Page, sign: SavedSign): Promise<void> {
  await page.evaluate((next) => Reflect.get(globalThis, 'stage').saved(next), sign);
}
