import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

// The npm package brings its own system libraries only where it believes to be on that platform.
process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';

let chrome: Promise<Browser> | undefined;

/**
 * A real Chromium with web security ON: only `--no-sandbox` is given.
 * The package's own arguments would switch web security off, and then refused calls succeed.
 * All tests of a process share one program, which ends with it; each caller has windows of its own, and `close` closes
 * these alone.
 */
export async function launchBrowser(): Promise<Browser> {
  chrome ??= start();
  // One that crashed is gone for its test; the next one has a new one.
  if (!(await chrome).isConnected()) chrome = start();
  return withOwnContexts(await chrome);
}

async function start(): Promise<Browser> {
  const { default: bundled } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    headless: true,
    args: ['--no-sandbox'],
    // Playwright's own defaults stay, but for those that weaken the page's rules.
    ignoreDefaultArgs: ['--disable-web-security'],
  });
}

function withOwnContexts(shared: Browser): Browser {
  const own = new Set<BrowserContext>();
  const opened = (context: BrowserContext) => {
    own.add(context);
    context.once('close', () => own.delete(context));
    return context;
  };
  const newContext: Browser['newContext'] = async (options) => opened(await shared.newContext(options));
  const newPage: Browser['newPage'] = async (options) => {
    const page = await shared.newPage(options);
    opened(page.context());
    return page;
  };
  const close = async () => void (await Promise.all([...own].map((context) => context.close())));
  const mine: Partial<Browser> = { newContext, newPage, close, contexts: () => [...own] };
  return new Proxy(shared, {
    get(target, name) {
      const value: unknown = Reflect.get(name in mine ? mine : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A folder of its own for one test file, removed by `done`. */
export async function scratchFolder(name: string): Promise<{ folder: string; done: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), `cpm-${name}-`));
  return { folder, done: () => rm(folder, { recursive: true, force: true }) };
}
