import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSize } from '../../src/definition/picture-size.js';
import { scratchFolder } from '../support/browser.js';
import { realModule } from '../view/real-module.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder('picture-size');
});
afterAll(() => scratch.done());

async function sizeOf(name: string, content: string | Uint8Array): Promise<unknown> {
  const file = path.join(scratch.folder, name);
  await writeFile(file, content);
  return pictureSize(file);
}

const svg = (attributes: string) => `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><path d="M0 0"/></svg>`;

/** A PNG of so many black points (PNG 3rd edition, 5.2 and 11.2); its checksums are left out. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = deflateSync(Buffer.alloc((width + 1) * height));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

describe('the size of a picture', () => {
  it('is what its file states', async () => {
    expect(await sizeOf('a.svg', svg('width="720" height="260"'))).toEqual({ width: 720, height: 260 });
    expect(await sizeOf('b.svg', svg('viewBox="0 0 640 399.6"'))).toEqual({ width: 640, height: 400 });
    expect(await sizeOf('c.png', png(3, 7))).toEqual({ width: 3, height: 7 });
  });

  it('is unknown of a film, of a damaged file and of a picture that states none', async () => {
    expect(await sizeOf('a.mp4', png(3, 7))).toBeNull();
    expect(await sizeOf('b.png', 'no picture')).toBeNull();
    expect(await sizeOf('c.svg', svg(''))).toBeNull();
    expect(await sizeOf('d.jpg', '')).toBeNull();
    expect(await pictureSize(path.join(scratch.folder, 'nowhere.png'))).toBeNull();
  });

  it.each(['cpm-foundations', 'cpm-behaviors', 'theoretical-framework'])(
    'is known of every picture of %s',
    async (id) => {
      const { media } = await realModule(id);
      expect(media.length).toBeGreaterThan(0);
      expect(media.filter(({ size }) => size === null)).toEqual([]);
    },
  );
});
