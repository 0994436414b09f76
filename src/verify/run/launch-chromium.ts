import { type Browser, chromium } from 'playwright-core';

/** There is no browser to launch with, or it does not start. */
export class NoBrowser extends Error {
  constructor(cause: unknown) {
    super('The browser for --run does not start', { cause });
    this.name = 'NoBrowser';
  }
}

/**
 * A headless Chromium from its npm package, with web security on, that reaches a few origins and nothing else: whatever
 * asks for another host, or another port of this machine, finds no proxy.
 * @param reachable origins on this machine
 * @throws NoBrowser
 */
export async function launchChromium(reachable: readonly string[]): Promise<Browser> {
  // The npm package brings its own system libraries only where it believes to be on that platform.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  // Of two rules for a host the later one counts: first this machine is proxied like any other, then these origins not.
  const bypass = ['<-loopback>', ...reachable.map((origin) => new URL(origin).host)].join(',');
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return await chromium.launch({
      executablePath: await bundled.executablePath(),
      headless: true,
      // The package's own arguments would switch web security off. Inside a container there is no sandbox to be had.
      args: ['--no-sandbox'],
      proxy: { server: `http://127.0.0.1:${closedPort}`, bypass },
    });
  } catch (error) {
    throw new NoBrowser(error);
  }
}

/** "tcpmux": nothing listens there. */
const closedPort = 1;
