import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import type { CourseData } from '../../../src/model/course-data.js';
import { checkElement } from '../../../src/scorm/check-element.js';
import { plainCourse, runtimeScript } from './bundle.js';
import { sampleCourse } from './sample-course.js';
import { send, until, webServer } from './web-server.js';

export type Version = 'scorm12' | 'scorm2004';
export type Call = readonly [name: string, values: readonly string[], answer: string];

/** What is played: the sample without looks, or a package's own files with the real view. */
export interface Content {
  readonly course?: CourseData;
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** Attributes that a build for some LMS sets. */
  readonly settings?: string;
}

export interface LaunchOptions {
  /** What the LMS holds before the launch, by full element name. */
  readonly cmi?: Readonly<Record<string, string>>;
  /** The content stands in a window of its own, opened by the LMS. */
  readonly popup?: boolean;
  readonly withoutApi?: boolean;
  /** The LMS's API appears only so many milliseconds after its page. */
  readonly apiAfter?: number;
  /** The page has an API of the other version too, which takes everything; its calls are listed as `other ...`. */
  readonly otherApi?: boolean;
  /** The browser's window, storage and all; a fresh one when absent. */
  readonly context?: BrowserContext;
  /** The LMS's page stands in a frame of a page on another origin. */
  readonly foreignTop?: boolean;
}

/**
 * A real LMS in small: a server that stores commits, and a page with scorm-again (in its default mode: Commit is a
 * synchronous request, Terminate a beacon) that plays the content in a frame. A relaunch begins from what was stored.
 */
export async function scormLms(browser: Browser, version: Version, content: Content = {}) {
  const plain = await plainCourse(content.course ?? sampleCourse);
  const { files } = content;
  const ready = files
    ? "document.querySelector('#saved[data-state]') !== null"
    : 'Boolean(window.signs?.length && window.rest)';
  const player = await readFile(path.resolve(`node_modules/scorm-again/dist/${version}.min.js`));
  const runtime = await runtimeScript(version, files ? 'real' : 'tiny');
  let stored: Record<string, string> = {};
  let run = 1;
  /** Closing beacons that arrived. */
  let ended = 0;
  let answering: 'ok' | 'refuses' | 'login' = 'ok';
  const server = await webServer((asked, response) => {
    if (asked.path === '/player.js') return send(response, 'text/javascript', player);
    if (asked.path === '/host.html') return send(response, 'text/html', hostPage(version, run, asked.query));
    if (asked.path === '/outer.html')
      return send(
        response,
        'text/html',
        `<!doctype html><title>Portal</title><iframe src="${server.origin}/host.html?${asked.query}"></iframe>`,
      );
    if (asked.path === '/stored') return send(response, 'application/json', JSON.stringify(stored));
    const file = files?.get(asked.path.replace('/content/', ''));
    if (file) return send(response, types[path.extname(asked.path)] ?? 'image/svg+xml', Buffer.from(file));
    // A whole package brings its own script.
    if (asked.path === '/content/course.js') return send(response, 'text/javascript', runtime);
    if (asked.path === '/content/index.html')
      return send(response, 'text/html', contentPage(plain.json, content.settings ?? ''));
    if (asked.path === '/content/rest.js') return send(response, 'text/javascript', plain.rest);
    if (asked.path !== '/commit') return undefined;
    // What an earlier test's window still sends is no business of this one.
    if (asked.query.get('run') !== String(run))
      return send(response, 'application/json', '{"result":"true","errorCode":0}');
    if (answering === 'login') return send(response, 'text/html', '<title>Sign in</title>', 401);
    if (answering === 'refuses') return send(response, 'application/json', '{"result":"false","errorCode":101}', 500);
    stored = { ...stored, ...flat(JSON.parse(asked.body)) };
    if (asked.headers['content-type']?.startsWith('text/plain')) ended += 1;
    return send(response, 'application/json', '{"result":"true","errorCode":0}');
  });
  const contexts: BrowserContext[] = [];

  async function launch(options: LaunchOptions = {}) {
    const { cmi, popup, withoutApi, apiAfter, otherApi, foreignTop, context: given } = options;
    if (cmi) stored = { ...stored, ...cmi };
    const context = given ?? (await browser.newContext());
    contexts.push(context);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    const opened = popup ? context.waitForEvent('page', (p) => p !== page) : null;
    const query = `${popup ? 'popup' : ''}${withoutApi ? '&api=none' : ''}${apiAfter ? `&after=${apiAfter}` : ''}${otherApi ? '&other' : ''}`;
    // The same server under another name is another origin to the browser.
    const top = foreignTop
      ? `${server.origin.replace('127.0.0.1', 'localhost')}/outer.html`
      : `${server.origin}/host.html`;
    await page.goto(`${top}?${query}`);
    const content: Page | Frame = opened ? await opened : await frameOf(page);
    // Asked from outside: a package's own content security policy lets no text be run as script within the page.
    await until(() => content.evaluate<boolean>(ready).catch(() => false));
    return driver(page, content, errors);
  }

  async function frameOf(page: Page): Promise<Frame> {
    await until(() => page.frames().some((f) => f.url().includes('/content/')));
    const frame = page.frames().find((f) => f.url().includes('/content/'));
    if (!frame) throw new Error('no content frame');
    return frame;
  }

  function driver(page: Page, content: Page | Frame, errors: readonly string[]) {
    return {
      page,
      content,
      errors,
      act: (action: object) => content.evaluate((a) => Reflect.get(window, 'act')(a), action),
      scene: () =>
        content.evaluate(() => Reflect.get(window, 'scene')) as Promise<{
          state: Record<string, unknown>;
          outcome: Record<string, unknown>;
        }>,
      sign: () =>
        content.evaluate(() => Reflect.get(window, 'signs').at(-1)) as Promise<{
          state: string;
          reason?: string;
          retrying?: boolean;
        }>,
      calls: () => page.evaluate(() => Reflect.get(window, 'calls')) as Promise<Call[]>,
      async close() {
        const closed = page.waitForEvent('close');
        await page.close({ runBeforeUnload: true });
        await closed;
      },
    };
  }

  return {
    origin: server.origin,
    launch,
    stored: () => stored,
    ended: () => ended,
    answer(how: typeof answering) {
      answering = how;
    },
    forget() {
      stored = {};
      ended = 0;
      run += 1;
    },
    async done() {
      for (const context of new Set(contexts)) await context.close();
      await server.close();
    },
  };
}

/** Breaches of the standard's letter in a call log, as a strict LMS would list them. */
export function breaches(version: Version, calls: readonly Call[]): string[] {
  const kinds = new Map<string, string>();
  return calls
    .filter(([name]) => name.endsWith('SetValue'))
    .flatMap(([, [element = '', value = '']]) => {
      const part = /^cmi\.interactions\.\d+/.exec(element)?.[0] ?? '';
      if (element === `${part}.type`) kinds.set(part, value);
      const breach = checkElement(
        version === 'scorm12' ? 'scorm12' : 'scorm2004-4',
        element,
        value,
        kinds.get(part) ?? '',
      );
      return breach ? [`${element} = ${value}: ${breach.fault}`] : [];
    });
}

function flat(body: unknown): Record<string, string> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(entries.filter(([, v]) => typeof v !== 'object').map(([k, v]) => [k, String(v)]));
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

function contentPage(json: string, settings: string): string {
  return `<!doctype html><html lang="en" data-target="test" data-tries="3" ${settings}><title>Content</title><script src="course.js" defer></script><script type="application/json" id="course-data">${json}</script>`;
}

/** After Finish the page gives the content a fresh API with what is stored, as an LMS does for its next launch. */
function hostPage(version: Version, run: number, query: URLSearchParams): string {
  const [name, maker] = version === 'scorm12' ? ['API', 'Scorm12API'] : ['API_1484_11', 'Scorm2004API'];
  const [popup, withApi] = [query.has('popup'), query.get('api') !== 'none'];
  const other = version === 'scorm12' ? 'API_1484_11' : 'API';
  return `<!doctype html><title>LMS</title><script src="player.js"></script><script>
  window.calls = [];
  function stored() {
    const request = new XMLHttpRequest();
    request.open('GET', 'stored', false);
    request.send();
    return JSON.parse(request.responseText);
  }
  function renew(held) {
    const api = new ${maker}({ lmsCommitUrl: '/commit?run=${run}', dataCommitFormat: 'flattened', autocommit: false, selfReportSessionTime: false, logLevel: 5 });
    if (Object.keys(held).length > 0) api.loadFromFlattenedJSON(held, '');
    window.api = api;
  }
  if (${withApi}) {
    renew(stored());
    const names = ['Initialize', 'Terminate', 'Finish', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic'].map((n) => ${version === 'scorm12'} ? 'LMS' + n : n);
    const given = Object.fromEntries(names.map((n) => [n, (...values) => {
      const answer = window.api[n](...values);
      window.calls.push([n, values.map(String), String(answer)]);
      if (n.endsWith('Finish') || n.endsWith('Terminate')) renew(window.api.getFlattenedCMI());
      return answer;
    }]));
    if (${query.has('after')}) setTimeout(() => (window.${name} = given), ${Number(query.get('after'))});
    else window.${name} = given;
  }
  if (${query.has('other')}) window.${other} = new Proxy({}, { get: (_, n) => (...values) => {
    window.calls.push(['other ' + String(n), values.map(String), 'true']);
    return 'true';
  } });
  if (${popup}) window.open('content/index.html', '_blank', 'popup');
  else addEventListener('load', () => { const f = document.createElement('iframe'); f.src = 'content/index.html'; f.id = 'content'; document.body.append(f); });
  </script><body></body>`;
}
