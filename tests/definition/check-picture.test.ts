import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPicture } from '../../src/definition/check-picture.js';
import { PictureVerdicts } from '../../src/definition/picture-verdicts.js';
import type { Diagnostic } from '../../src/diagnostics.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
/** Real pictures, as a browser writes them. */
let made: { readonly png: Buffer; readonly jpeg: Buffer; readonly webp: Buffer };
beforeAll(async () => {
  scratch = await scratchFolder('check-picture');
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 90, height: 60 } });
  await page.setContent('<body style="background: linear-gradient(teal, gold)">A picture');
  const webp = await page.evaluate(() => document.createElement('canvas').toDataURL('image/webp').split(',')[1] ?? '');
  made = {
    png: await page.screenshot(),
    jpeg: await page.screenshot({ type: 'jpeg' }),
    webp: Buffer.from(webp, 'base64'),
  };
  await browser.close();
});
afterAll(() => scratch.done());

async function said(name: string, content: string | Uint8Array): Promise<string[]> {
  const file = path.join(scratch.folder, name);
  await writeFile(file, content);
  const found: Diagnostic[] = [];
  await checkPicture((one) => found.push(one), { path: file, shownAs: `media/${name}` }, new PictureVerdicts());
  return found.map(
    ({ code, severity, file, line, column, message, hint }) =>
      `${file}:${line}:${column} ${severity} ${code}: ${message} | ${hint}`,
  );
}

const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`;
const again = 'save it once more from the program that made it, and copy it here whole';

describe('a picture', () => {
  it('that is one is passed over, with what cameras and drawing programs add', async () => {
    const { png, jpeg, webp } = made;
    expect(await said('a.png', png)).toEqual([]);
    expect(await said('a.jpg', jpeg)).toEqual([]);
    expect(await said('a.JPEG', Buffer.concat([jpeg, Buffer.from('a film behind it')]))).toEqual([]);
    expect(await said('a.webp', webp)).toEqual([]);
    expect(await said('a.svg', svg('<path d="M0 0"/>'))).toEqual([]);
    const drawn = `\ufeff<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY ns "http://example.org/">]>\n${svg('<g>&#9830;</g>')}`;
    expect(await said('b.svg', drawn)).toEqual([]);
    expect(await said('talk.mp4', '')).toEqual([]);
  });

  it('that is another kind of file is told with what to do', async () => {
    const none = (ending: string) =>
      `media/a.${ending}:1:1 error media/damaged: This file is named .${ending}, but holds no picture. | ${again}`;
    for (const ending of ['png', 'jpg', 'webp']) expect(await said(`a.${ending}`, 'Dear all')).toEqual([none(ending)]);
    expect(await said('b.png', '')).toEqual([
      `media/b.png:1:1 error media/damaged: This picture is an empty file. | ${again}`,
    ]);
    expect(await said('c.png', made.jpeg)).toEqual([
      'media/c.png:1:1 error media/damaged: This file is named .png, but is a JPEG picture. | rename it to `c.jpg`, here and where it is shown',
    ]);
    expect(await said('d.svg', made.png)).toEqual([
      'media/d.svg:1:1 error media/damaged: This file is named .svg, but is a PNG picture. | rename it to `d.png`, here and where it is shown',
    ]);
    for (const ending of ['jpg', 'svg']) {
      const [pointer] = await said(
        `e.${ending}`,
        'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n',
      );
      expect(pointer).toContain('this is a note of Git LFS, not the file: run `git lfs pull`');
    }
  });

  it('that is cut off is told, even where the end of its thumbnail is there', async () => {
    const { png, jpeg, webp } = made;
    const thumbnail = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
    const length = Buffer.from([0xff, 0xe1, 0, thumbnail.length + 2]);
    const withThumbnail = Buffer.concat([jpeg.subarray(0, 2), length, thumbnail, jpeg.subarray(2)]);
    expect(await said('whole.jpg', withThumbnail)).toEqual([]);
    for (const [name, bytes] of [
      ['a.png', png.subarray(0, -12)],
      ['b.jpg', jpeg.subarray(0, -2)],
      ['c.jpg', withThumbnail.subarray(0, -40)],
      ['d.webp', webp.subarray(0, -1)],
      ['e.png', png.subarray(0, 9)],
      ['f.jpg', jpeg.subarray(0, 3)],
      ['g.webp', webp.subarray(0, 12)],
    ] as const)
      expect(await said(name, bytes)).toEqual([
        `media/${name}:1:1 error media/damaged: This picture is cut off: its end is missing. | ${again}`,
      ]);
  });

  it('that is an SVG with a slip in it is told with its line', async () => {
    expect(await said('a.svg', svg('\n<text>You & me</text>'))).toEqual([
      expect.stringMatching(
        /^media\/a\.svg:2:\d+ error media\/damaged: This SVG cannot be read from here on: .+ \| save it once more .+ write & as `&amp;`$/,
      ),
    ]);
    expect(await said('b.svg', '<html><body/></html>')).toEqual([
      `media/b.svg:1:1 error media/damaged: This file is named .svg, but holds <html> and no picture. | ${again}`,
    ]);
    expect(await said('c.svg', '<svg viewBox="0 0 9 9"/>')).toEqual([
      'media/c.svg:1:1 error media/damaged: This SVG does not say that it is one, and browsers show nothing. | write `<svg xmlns="http://www.w3.org/2000/svg" ...`',
    ]);
    expect(await said('d.svg', 'Dear all')).toHaveLength(1);
    expect(await said('e.svg', svg('').slice(0, -4))).toHaveLength(1);
  });
});
