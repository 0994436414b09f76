import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

// The npm package brings its own system libraries only where it believes to be on that platform.
process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';

/**
 * A real Chromium with web security ON: only `--no-sandbox` is given.
 * The package's own arguments would switch web security off, and then refused calls succeed.
 */
export async function launchBrowser(): Promise<Browser> {
  const { default: bundled } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    headless: true,
    args: ['--no-sandbox'],
    // Playwright's own defaults stay, but for those that weaken the page's rules.
    ignoreDefaultArgs: ['--disable-web-security'],
  });
}

/** A folder of its own for one test file, removed by `done`. */
export async function scratchFolder(name: string): Promise<{ folder: string; done: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), `cpm-${name}-`));
  return { folder, done: () => rm(folder, { recursive: true, force: true }) };
}
