import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LastingFetch } from '../../src/runtime/queue/lasting-fetch.js';
import { launchBrowser } from '../support/browser.js';

declare const lasting: { createLastingFetch(fetch: typeof window.fetch): LastingFetch };

let browser: Browser;
let server: Server;
let origin: string;
let script: string;
/** Sizes of the bodies that arrived, in bytes. */
let arrived: number[] = [];

beforeAll(async () => {
  const bundled = await build({
    entryPoints: [path.resolve(fileURLToPath(import.meta.url), '../../../src/runtime/queue/lasting-fetch.ts')],
    ...{ bundle: true, format: 'iife', globalName: 'lasting', write: false },
  });
  script = bundled.outputFiles[0]?.text ?? '';
  server = createServer((request, response) => {
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
    });
    request.on('end', () => {
      if (request.method === 'POST') arrived.push(size);
      response.writeHead(200, { 'Content-Type': request.method === 'POST' ? 'application/json' : 'text/html' });
      response.end(request.method === 'POST' ? '["00000000-0000-4000-8000-000000000001"]' : '<!doctype html>');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function pageWithScript(): Promise<Page> {
  arrived = [];
  const page = await browser.newPage();
  await page.goto(origin);
  await page.addScriptTag({ content: script });
  return page;
}

describe('requests that outlive the page', () => {
  it('arrive in a long session too: an answer that nobody reads takes up no room', async () => {
    const page = await pageWithScript();
    const outcomes = await page.evaluate(async () => {
      const net = lasting.createLastingFetch(window.fetch.bind(window));
      const all: string[] = [];
      for (let n = 0; n < 10; n++) {
        all.push(
          await net.send('/statements', { method: 'POST', body: 'x'.repeat(20_000) }).then(
            ({ ok }) => (ok ? 'ok' : 'refused'),
            (error: unknown) => String(error),
          ),
        );
      }
      return all;
    });
    expect(outcomes).toEqual(Array.from({ length: 10 }, () => 'ok'));
    expect(arrived).toEqual(Array.from({ length: 10 }, () => 20_000));
    await page.close();
  });

  it('give what they hold back when they are through, and leave their answer to be read', async () => {
    const page = await pageWithScript();
    const said = await page.evaluate(async () => {
      const net = lasting.createLastingFetch(window.fetch.bind(window));
      const before = net.room();
      const sending = net.send('/statements', { method: 'POST', body: 'x'.repeat(20_000) });
      const within = net.room();
      const answer: unknown = await (await sending).json();
      return { within: before - within, after: before - net.room(), answer };
    });
    expect(said).toEqual({ within: 20_000, after: 0, answer: ['00000000-0000-4000-8000-000000000001'] });
    await page.close();
  });

  it('are plain ones when there is no room: refused at once would be lost at once', async () => {
    const page = await pageWithScript();
    const ok = await page.evaluate(async () => {
      const net = lasting.createLastingFetch(window.fetch.bind(window));
      return (await net.send('/statements', { method: 'POST', body: 'x'.repeat(100_000) })).ok;
    });
    expect(ok).toBe(true);
    expect(arrived).toEqual([100_000]);
    await page.close();
  });
});
