// What a learner's browser loads before the first page can be read and used, and what it loads in all:
// counted in a real Chromium, from the built packages, over HTTP with gzip as any LMS serves them.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import yauzl from 'yauzl';

/**
 * For each package in the folder: requests and gzip bytes up to the moment when the first page is shown and usable
 * (its heading, its ways on, the sign that says what is saved), those in all, the time until then on a slow processor,
 * and the package with and without media.
 * @param rounds how often that time is taken (the median counts); with 0 it is not
 */
export async function firstPage(folder, rounds = 0) {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  const browser = await chromium.launch({ executablePath: await bundled.executablePath(), args: ['--no-sandbox'] });
  const rows = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.zip'))
    .sort()) {
    const files = await unzip(path.join(folder, file));
    rows.push({ package: file, ...(await load(browser, files, rounds)), ...sizesOf(path.join(folder, file), files) });
  }
  await browser.close();
  return rows;
}

async function load(browser, files, rounds) {
  const sizes = new Map();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname.slice(1));
    const found = files.get(name);
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const body = gzipSync(found.content, { level: 6 });
    sizes.set(name, body.length);
    response
      .writeHead(200, {
        'content-type': types[path.extname(name)] ?? 'application/octet-stream',
        'content-encoding': 'gzip',
      })
      .end(body);
  });
  await promisify(server.listen.bind(server, 0, '127.0.0.1'))();
  const page = await browser.newPage();
  await page.addInitScript(noteWhenUsable);
  await page.goto(`http://127.0.0.1:${server.address().port}/index.html`, { waitUntil: 'networkidle' });
  const asked = await page.evaluate(() =>
    ['navigation', 'resource'].flatMap((type) =>
      performance.getEntriesByType(type).map(({ name, startTime }) => ({
        name: decodeURIComponent(new URL(name).pathname.slice(1)),
        isFirst: startTime <= window.usableAt,
      })),
    ),
  );
  await page.close();
  const usable = [];
  for (let round = 0; round < rounds; round++) usable.push(await usableAfter(browser, server.address().port));
  server.closeAllConnections();
  server.close();
  const sum = (entries) => entries.reduce((bytes, { name }) => bytes + (sizes.get(name) ?? 0), 0);
  const first = asked.filter(({ isFirst }) => isFirst);
  return {
    requests: first.length,
    firstPageBytes: sum(first),
    allRequests: asked.length,
    allBytes: sum(asked),
    first: first.map(({ name }) => name).join(' '),
    ...(rounds > 0
      ? {
          'usable after ms, CPU 4 times slower': Math.round(usable.sort((a, b) => a - b)[Math.floor(rounds / 2)]),
        }
      : {}),
  };
}

/** Milliseconds from the beginning of a page to its first use, in a window of its own on a processor 4 times slower. */
async function usableAfter(browser, port) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(noteWhenUsable);
  await page.goto(`http://127.0.0.1:${port}/index.html`, { waitUntil: 'networkidle' });
  const milliseconds = await page.evaluate(() => window.usableAt);
  await context.close();
  return milliseconds;
}

/** Runs in the page, before anything else: sets `usableAt`, in milliseconds since the page began. */
function noteWhenUsable() {
  const look = () => {
    const isUsable = ['main section:not([hidden]) h1', '#pager a', '#saved[data-state]'].every((part) =>
      document.querySelector(part),
    );
    if (!isUsable) return;
    window.usableAt = performance.now();
    watch.disconnect();
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}

function sizesOf(file, files) {
  const packageBytes = readFileSync(file).length;
  const media = [...files].filter(([name]) => name.startsWith('media/')).reduce((sum, [, f]) => sum + f.packed, 0);
  return { packageBytes, packageBytesWithoutMedia: packageBytes - media };
}

async function unzip(file) {
  const zip = await promisify(yauzl.open)(file, { lazyEntries: true });
  const files = new Map();
  const open = promisify(zip.openReadStream.bind(zip));
  await new Promise((resolve, reject) => {
    zip.on('entry', async (entry) => {
      const chunks = [];
      for await (const chunk of await open(entry)) chunks.push(chunk);
      files.set(entry.fileName, { content: Buffer.concat(chunks), packed: entry.compressedSize });
      zip.readEntry();
    });
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  });
  return files;
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
