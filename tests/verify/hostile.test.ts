import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/verify/verdict.js';
import { verdictText } from '../../src/verify/verdict-text.js';
import { goodPackage } from './good-packages.js';
import { judged } from './judged.js';
import { type RawEntry, rawZip } from './raw-zip.js';

const good = goodPackage('scorm12');
const text = (content: string): Uint8Array => Buffer.from(content);

function withEntries(...more: readonly RawEntry[]): Uint8Array {
  return rawZip([...good, ...more]);
}

function withManifest(content: string | Uint8Array): Uint8Array {
  return rawZip([{ name: 'imsmanifest.xml', content: Buffer.from(content) }]);
}

/** Refused whole: nothing is known of it but why. */
function expectRefused(verdict: Verdict, ...rules: readonly string[]): void {
  expect([...new Set(verdict.findings.map((f) => f.rule))]).toEqual(rules);
  for (const { severity, message, remedy, source } of verdict.findings) {
    expect(severity).toBe('error');
    for (const sentence of [message, remedy, source]) expect(sentence.length).toBeGreaterThan(10);
  }
  expect(verdict.kind).toBeNull();
  expect(verdict.units).toEqual([]);
}

describe('a hostile zip is refused with a reason', () => {
  it.each([
    ['leads out', '../../etc/cron.d/x', 'zip-unsafe-name'],
    ['is absolute', '/etc/passwd', 'zip-unsafe-name'],
    ['has a drive letter', 'C:\\windows\\x', 'zip-unsafe-name'],
    ['leads out by backslashes', 'a\\..\\..\\x', 'zip-unsafe-name'],
    ['steers the terminal', 'a\u001b[2Jb', 'zip-unsafe-name'],
    ['turns the reading around', 'a\u202egnp.exe', 'zip-unsafe-name'],
    ['has backslashes', 'media\\a.png', 'zip-backslash'],
    ['is of 300 letters', 'x'.repeat(300), 'zip-long-name'],
    ['is of 60,000 letters', 'x/'.repeat(30_000).concat('y'), 'zip-long-name'],
  ])('when a name %s', async (_, name, rule) => {
    const verdict = await judged(withEntries({ name, content: text('x') }));
    expectRefused(verdict, rule);
    // What is told of it steers no terminal either.
    expect(verdictText(verdict).join('')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(verdictText(verdict).join('\n').length).toBeLessThan(2000);
  });

  it('when it holds a link, an encrypted entry, or one packed in another way', async () => {
    expectRefused(await judged(withEntries({ name: 'l', content: text('/etc/passwd'), mode: 0o120777 })), 'zip-link');
    expectRefused(await judged(withEntries({ name: 'e', content: text('x'), flags: 1 })), 'zip-encrypted');
    expectRefused(await judged(withEntries({ name: 'm', content: text('x'), method: 14 })), 'zip-method');
    expectRefused(await judged(withEntries(...good.slice(0, 1))), 'zip-duplicate');
  });

  it('when it is a bomb: by its ratio, by its sum, and by what it does not declare', async () => {
    const zeros = { name: 'zeros.bin', content: Buffer.alloc(60_000_000) };
    const bomb = withEntries(zeros);
    expect(bomb.length).toBeLessThan(200_000);
    expectRefused(await judged(bomb), 'zip-bomb');
    expectRefused(await judged(withEntries(zeros), { entries: 100, bytes: 50_000_000 }), 'zip-too-large');
    expectRefused(await judged(withEntries({ ...zeros, declaredSize: 100 })), 'zip-unreadable');
  });

  it('when entries share their bytes', async () => {
    const file = { name: 'a.txt', content: text('x'.repeat(500)) };
    expectRefused(await judged(withSharedBytes([...good, file])), 'zip-overlap');
  });

  it('when it has 100,000 entries, or says that it has', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => ({ name: `${i}.txt`, method: 0 }));
    expectRefused(await judged(rawZip(many)), 'zip-too-large');
    expectRefused(await judged(zip64Claiming(100_000)), 'zip-too-large');
  });

  it('when it is damaged, cut off, or no zip', async () => {
    const whole = Buffer.from(withEntries());
    for (const bytes of [
      whole.subarray(0, whole.length - 30),
      whole.subarray(1000),
      Buffer.alloc(0),
      Buffer.from('PK'),
      Buffer.from(withEntries({ name: 'a', content: text('x'), checksum: 1 })),
      Buffer.from(withEntries({ name: 'a', content: text('x'), localName: 'b' })),
    ])
      expectRefused(await judged(bytes), 'zip-unreadable');
  });
});

describe('a hostile manifest is refused with a reason', () => {
  it('when it declares entities, large or outside', async () => {
    const doctype = (inside: string) => `<!DOCTYPE m [${inside}]><manifest>&x;</manifest>`;
    expectRefused(await judged(withManifest(doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'))), 'document-type');
    const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');
    const bomb = `<!DOCTYPE m [<!ENTITY a0 "${'y'.repeat(50)}">${laughs}]><manifest a="&a12;"/>`;
    expectRefused(await judged(withManifest(bomb)), 'not-well-formed');
    const wide = Buffer.from(`\uFEFF${doctype('<!ENTITY x "y">')}`, 'utf16le');
    expectRefused(await judged(withManifest(wide)), 'document-type');
  });

  it('when it is too long, has too many tags, too many attributes, or is too deep', async () => {
    expectRefused(await judged(withManifest(`<manifest>${' '.repeat(5_000_000)}</manifest>`)), 'manifest-too-large');
    expectRefused(await judged(withManifest(`<manifest>${'<a/>'.repeat(250_000)}</manifest>`)), 'manifest-too-large');
    const attributes = Array.from({ length: 410_000 }, (_, i) => `a${i.toString(36)}=""`).join(' ');
    expectRefused(await judged(withManifest(`<manifest ${attributes}/>`)), 'manifest-too-large');
    expectRefused(await judged(withManifest('<a>'.repeat(50_000) + '</a>'.repeat(50_000))), 'not-well-formed');
  });

  it('when its bytes are no text', async () => {
    expectRefused(await judged(withManifest(Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0x80, 0x3e]))), 'not-well-formed');
  });

  it('and what it says steers no terminal and is told in few words', async () => {
    const manifest = Buffer.from(good[0]?.content ?? [])
      .toString('utf8')
      .replace(/<title>[^<]*/g, `<title>\u009b2J\u202e${'long '.repeat(5000)}`)
      .replace(/identifier="item[^"]*"/, `identifier="\u009b2J${'x'.repeat(5000)}"`);
    const verdict = await judged(rawZip([{ name: 'imsmanifest.xml', content: text(manifest) }, ...good.slice(1)]));
    expect(verdict.findings.map((f) => f.rule)).toContain('scorm-identifier');
    const told = verdictText(verdict).join('\n');
    expect(told).not.toMatch(/[\u009b\u202e]/);
    expect(told.length).toBeLessThan(4000);
  });
});

describe('a text made to keep a search busy', () => {
  it.each(['<a '.repeat(60_000), `"Basic ${'A'.repeat(200_000)}`, 'url('.repeat(50_000), `<x ${'a="'.repeat(60_000)}`])(
    'is scanned to its end: %.12s',
    async (content) => {
      const verdict = await judged(
        withEntries({ name: 'busy.html', content: text(content) }, { name: 'b.css', content: text(content) }),
      );
      expect(verdict.kind?.title).toBe('SCORM 1.2');
    },
  );
});

/** Every record of the directory leads to the same bytes: what a small bomb of many names is made of. */
function withSharedBytes(entries: readonly RawEntry[]): Uint8Array {
  const packed = deflateRawSync(Buffer.from(entries[1]?.content ?? []));
  expect(packed.length).toBeGreaterThan(0);
  const zip = Buffer.from(rawZip([...entries, { name: 'b.txt', content: text('x'.repeat(500)) }]));
  // The last two entries are alike but for their names; the local header of one is made to reach over the other's.
  const at = zip.lastIndexOf('a.txt', zip.lastIndexOf('PK\u0001\u0002') - 200);
  const record = zip.indexOf('PK\u0001\u0002');
  expect(at).toBeGreaterThan(0);
  for (let from = record; from >= 0; from = zip.indexOf('PK\u0001\u0002', from + 4)) {
    const name = zip.subarray(from + 46, from + 46 + zip.readUInt16LE(from + 28)).toString();
    if (name === 'a.txt') zip.writeUInt32LE(zip.readUInt32LE(from + 20) + 40, from + 20);
  }
  return zip;
}

/** An end of the directory in Zip64's form that states a number of entries, and has none (PKWARE APPNOTE 4.3.14). */
function zip64Claiming(count: number): Uint8Array {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.fill(0xff, 8, 20);
  return Buffer.concat([record, locator, end]);
}
