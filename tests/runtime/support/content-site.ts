import path from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { plainCourse, runtimeScript } from './bundle.js';
import { sampleCourse } from './sample-course.js';
import { send, until, webServer } from './web-server.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

/**
 * The content of a package on a web server, played in a window.
 * @param script runs before the course's own
 * @param files of a whole module, with the real view; without them the sample course is driven by the test
 */
export async function contentSite(
  browser: Browser,
  protocol: string,
  script = '',
  files?: ReadonlyMap<string, Uint8Array>,
) {
  const runtime = await runtimeScript(protocol, files ? 'real' : 'tiny');
  const { json, rest } = await plainCourse(sampleCourse);
  const server = await webServer((asked, response) => {
    if (asked.path === '/course.js') return send(response, 'text/javascript', runtime);
    const file = files?.get(asked.path.slice(1));
    if (file) return send(response, types[path.extname(asked.path)] ?? 'image/svg+xml', Buffer.from(file));
    if (asked.path === '/rest.js') return send(response, 'text/javascript', rest);
    // An LMS's page around the course.
    if (asked.path === '/lms.html')
      return send(
        response,
        'text/html',
        '<!doctype html><title>LMS</title><script>onload = () => document.body.append(Object.assign(document.createElement("iframe"), { src: `index.html${location.search}` }))</script><body></body>',
      );
    if (asked.path === '/back.html')
      return send(response, 'text/html', '<!doctype html><title>Back at the LMS</title>');
    if (asked.path === '/index.html') {
      return send(
        response,
        'text/html',
        `<!doctype html><html lang="en" data-target="test"><title>Content</title><script>${script}</script><script src="course.js" defer></script><script type="application/json" id="course-data">${json}</script><body><p id="leave"></p></body></html>`,
      );
    }
    return undefined;
  });
  const contexts: BrowserContext[] = [];

  function driver(page: Page, content: Page | Frame = page) {
    return {
      page,
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
      async close() {
        const closed = page.waitForEvent('close');
        await page.close({ runBeforeUnload: true });
        await closed;
      },
    };
  }

  return {
    origin: server.origin,
    driver,
    /** @param origin another name of this server, when the context has one */
    async launch(query: Readonly<Record<string, string>>, context?: BrowserContext, origin = server.origin) {
      const used = context ?? (await browser.newContext());
      contexts.push(used);
      const page = await used.newPage();
      await page.goto(`${origin}/index.html?${new URLSearchParams(query)}`);
      // A package's own content security policy lets no text be run as script within the page.
      if (files) await page.locator('#saved[data-state]').waitFor({ state: 'attached' });
      else await page.waitForFunction('window.signs?.length && window.rest');
      return driver(page);
    },
    /** The same in a frame of an LMS's page. */
    async launchFramed(query: Readonly<Record<string, string>>) {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(`${server.origin}/lms.html?${new URLSearchParams(query)}`);
      await until(() => page.frames().length === 2);
      const [, content] = page.frames();
      if (!content) throw new Error('no frame');
      await content.waitForFunction('window.signs?.length && window.rest');
      return driver(page, content);
    },
    async done() {
      for (const context of new Set(contexts)) await context.close();
      await server.close();
    },
  };
}
