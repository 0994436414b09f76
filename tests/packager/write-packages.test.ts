import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuiltPackage } from '../../src/packager/build-package.js';
import { writePackages } from '../../src/packager/write-packages.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function pack(name: string, text: string): BuiltPackage {
  return { name, content: Buffer.from(text), sha256: createHash('sha256').update(text).digest('hex') };
}

describe('writing packages', () => {
  it('makes the folder, writes every package whole and leaves nothing else', async () => {
    const out = path.join(folder, 'a', 'b');
    const written = await writePackages(out, [pack('one.zip', '1'), pack('two.zip', '22')]);
    expect(written.map((w) => [path.basename(w.path), w.bytes])).toEqual([
      ['one.zip', 1],
      ['two.zip', 2],
    ]);
    expect(written[0]?.sha256).toBe(createHash('sha256').update('1').digest('hex'));
    expect(readdirSync(out).sort()).toEqual(['one.zip', 'two.zip']);
  });

  it('replaces a package of an earlier build', async () => {
    await writePackages(folder, [pack('one.zip', 'old')]);
    await writePackages(folder, [pack('one.zip', 'new')]);
    expect(readFileSync(path.join(folder, 'one.zip'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['one.zip']);
  });

  it('writes none when one cannot be written, and brings the earlier ones back', async () => {
    await writePackages(folder, [pack('a.zip', 'old')]);
    mkdirSync(path.join(folder, 'sub'));
    const moved = path.join('sub', 'gone', 'c.zip');
    await expect(
      writePackages(folder, [pack('a.zip', 'new'), pack('b.zip', 'new'), pack(moved, 'new')]),
    ).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readFileSync(path.join(folder, 'a.zip'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a.zip', 'sub']);
  });

  it('takes back what it moved when a later move fails', async () => {
    await writePackages(folder, [pack('a.zip', 'old')]);
    mkdirSync(path.join(folder, 'c.zip', 'in-the-way'), { recursive: true });
    await expect(
      writePackages(folder, [pack('a.zip', 'new'), pack('b.zip', 'new'), pack('c.zip', 'new')]),
    ).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readFileSync(path.join(folder, 'a.zip'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a.zip', 'c.zip']);
  });

  it('clears away what a killed build left, and puts a former package back whose place is empty', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const left = (name: string, pid: number, kind: string) =>
      writeFileSync(path.join(folder, `.${name}.${pid}-${randomUUID()}.${kind}`), `${name} ${kind}`);
    left('a.zip', dead, 'part');
    left('b.zip', dead, 'before');
    left('c.zip', dead, 'before');
    writeFileSync(path.join(folder, 'c.zip'), 'moved in time');
    writeFileSync(path.join(folder, '.keep'), 'of somebody else');
    // Another build at work in the same folder is left in peace.
    left('d.zip', process.ppid, 'part');
    await writePackages(folder, [pack('one.zip', '1')]);
    const names = readdirSync(folder).sort();
    expect(names).toEqual([expect.stringMatching(/^\.d\.zip\./), '.keep', 'b.zip', 'c.zip', 'one.zip']);
    expect(readFileSync(path.join(folder, 'b.zip'), 'utf8')).toBe('b.zip before');
    expect(readFileSync(path.join(folder, 'c.zip'), 'utf8')).toBe('moved in time');
  });

  it("gives the system's error when a file stands in the folder's place", async () => {
    const place = path.join(folder, 'out');
    writeFileSync(place, 'a file');
    await expect(writePackages(place, [pack('one.zip', '1')])).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTDIR|EEXIST/),
    });
    expect(readFileSync(place, 'utf8')).toBe('a file');
    await expect(writePackages(path.join(place, 'deeper'), [pack('one.zip', '1')])).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
  });
});
