import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip, wholeFile } from '../../src/verify/zip/read-zip.js';
import { bytesSource } from '../../src/verify/zip/zip-source.js';
import { scratchFolder } from '../support/browser.js';
import { cpm, projectRoot } from '../support/cpm.js';

interface Row {
  readonly package: string;
  readonly requests: number;
  readonly firstPageBytes: number;
  readonly allRequests: number;
  readonly allBytes: number;
  /** Names of the files asked for before the first page was usable. */
  readonly first: string;
}

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let rows: readonly Row[];
beforeAll(async () => {
  scratch = await scratchFolder('first-page');
  // Named, so that no courses are built: a course holds the same pages, each module in a folder.
  const modules = ['cpm-behaviors', 'cpm-foundations', 'theoretical-framework'];
  const built = await cpm(['build', ...modules, '--out', scratch.folder]);
  expect(built.code, built.err).toBe(0);
  const bench: { firstPage(folder: string): Promise<Row[]> } = await import(
    pathToFileURL(path.join(projectRoot, 'tests/bench/first-page.mjs')).href
  );
  rows = await bench.firstPage(scratch.folder);
  console.table(rows);
});
afterAll(() => scratch.done());

describe('the first page of every package, in a real browser', () => {
  it('needs at most 30 kB in at most 5 requests, for every module and target', () => {
    expect(rows.length).toBe(18);
    for (const row of rows) {
      expect(row.firstPageBytes, row.package).toBeLessThanOrEqual(30_000);
      expect(row.requests, row.package).toBeLessThanOrEqual(5);
    }
  });

  it('waits for its document, its style sheet and one script, and not for the rest, which comes by itself', async () => {
    for (const row of rows) {
      expect(row.first.split(' ').slice(0, 3).sort(), row.package).toEqual(['course.css', 'course.js', 'index.html']);
      expect(row.first, row.package).not.toContain('rest.js');
      expect(row.allRequests, row.package).toBeGreaterThan(row.requests);
      const { value } = await readZip(
        bytesSource(await readFile(path.join(scratch.folder, row.package))),
        row.package,
        wholeFile,
      );
      const size = (name: string): number => gzipSync(value?.files.get(name) ?? '', { level: 6 }).length;
      const least = size('index.html') + size('course.css') + size('course.js');
      expect(row.firstPageBytes, row.package).toBeGreaterThanOrEqual(least);
      expect(row.allBytes, row.package).toBeGreaterThanOrEqual(least + size('rest.js'));
    }
  });
});
