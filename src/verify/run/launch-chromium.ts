import type { Browser, BrowserContextOptions } from 'playwright-core';

/** There is no browser to launch with, or it does not start. */
export class NoBrowser extends Error {
  constructor(cause: unknown) {
    super('The browser for --run does not start', { cause });
    this.name = 'NoBrowser';
  }
}

/**
 * A headless Chromium from its npm package, with web security on. What it may reach each context says
 * (`confinedTo`): several packages share it.
 * @throws NoBrowser
 */
export async function launchChromium(): Promise<Browser> {
  // The npm package brings its own system libraries only where it believes to be on that platform.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  try {
    // Late: loading them takes a third of a server's start, and few servers ever print.
    const [{ chromium }, { default: bundled }] = await Promise.all([
      import('playwright-core'),
      import('@sparticuz/chromium'),
    ]);
    return await chromium.launch({
      executablePath: await bundled.executablePath(),
      headless: true,
      // The package's own arguments would switch web security off. Inside a container there is no sandbox to be had.
      args: ['--no-sandbox'],
    });
  } catch (error) {
    throw new NoBrowser(error);
  }
}

/**
 * Lets a context reach a few origins and nothing else: whatever asks for another host, or another port of this
 * machine, finds no proxy.
 * @param reachable origins on this machine
 */
export function confinedTo(reachable: readonly string[]): Required<Pick<BrowserContextOptions, 'proxy'>> {
  // Of two rules for a host the later one counts: first this machine is proxied like any other, then these origins not.
  const bypass = ['<-loopback>', ...reachable.map((origin) => new URL(origin).host)].join(',');
  return { proxy: { server: `http://127.0.0.1:${closedPort}`, bypass } };
}

/** "tcpmux": nothing listens there. */
const closedPort = 1;
