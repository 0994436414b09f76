import { type Browser, chromium } from 'playwright-core';

/** There is no browser to launch with, or it does not start. */
export class NoBrowser extends Error {
  constructor(cause: unknown) {
    super('The browser for --run does not start', { cause });
    this.name = 'NoBrowser';
  }
}

/**
 * A headless Chromium from its npm package, with web security on, whose only way out is to this machine: what asks for
 * another host finds no proxy.
 * @throws NoBrowser
 */
export async function launchChromium(): Promise<Browser> {
  // The npm package brings its own system libraries only where it believes to be on that platform.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return await chromium.launch({
      executablePath: await bundled.executablePath(),
      headless: true,
      // The package's own arguments would switch web security off. Inside a container there is no sandbox to be had.
      args: ['--no-sandbox'],
      proxy: { server: `http://127.0.0.1:${closedPort}`, bypass: '127.0.0.1' },
    });
  } catch (error) {
    throw new NoBrowser(error);
  }
}

/** "tcpmux": nothing listens there. */
const closedPort = 1;
