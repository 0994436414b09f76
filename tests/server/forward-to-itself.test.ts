import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForwardRefused } from '../../src/lrs/forward/target.js';
import { scratchFolder } from '../support/browser.js';
import { runningServer } from './support/running-server.js';

describe('a server that is told to forward', () => {
  let folder: string;
  let done: () => Promise<void>;
  beforeAll(async () => {
    ({ folder, done } = await scratchFolder('forward-to-itself'));
  });
  afterAll(() => done());

  it.each([
    ['localhost', '/xapi', undefined],
    ['127.0.0.1', '/xapi/', { origin: 'https://training.example', base: '/cpm' }],
    ['[::1]', '/cpm/xapi', { origin: 'https://training.example', base: '/cpm' }],
  ] as const)('to itself by %s%s does not start', async (host, path, publicUrl) => {
    const port = await freePort();
    const started = runningServer(folder, [], {
      port,
      ...(publicUrl ? { publicUrl } : {}),
      records: { forward: { url: `http://${host}:${port}${path}`, key: '', secret: '' } },
    });
    const ended = await started.then(
      (servers) => servers.close(),
      (error: unknown) => error,
    );
    expect(ended).toBeInstanceOf(ForwardRefused);
    // The port is free again.
    await (await runningServer(folder, [], { port })).close();
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
