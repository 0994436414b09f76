import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cpmHere as cpm } from '../support/cpm.js';
import { goodPackage } from './good-packages.js';
import { rawZip } from './raw-zip.js';
import { manifest } from './slips.js';

let folder = '';
const put = async (name: string, bytes: Uint8Array | string): Promise<void> =>
  writeFile(path.join(folder, name), bytes);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cpm-verify-command-'));
  await put('good.zip', rawZip(goodPackage('scorm12')));
  await put('bad.zip', rawZip(manifest('scorm12', ['>80<', '>80%<']).spoil(goodPackage('scorm12'))));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('cpm verify', () => {
  it('says what a good package is, and ends with 0', async () => {
    const { code, out, err } = await cpm(['verify', 'good.zip'], folder);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.replace(/[\d.]+ kB, \d+ files/, 'N kB, N files')).toMatchInlineSnapshot(`
      "good.zip: SCORM 1.2, N kB, N files
        A family's words
        launches index.html

      Nothing found: the package is fit by its standard.
      "
    `);
  });

  it('shows a fault with its place, line, remedy and source, and ends with 1', async () => {
    const { code, out } = await cpm(['verify', 'bad.zip'], folder);
    expect(code).toBe(1);
    expect(
      out
        .slice(out.indexOf('imsmanifest'))
        .replace(/:\d+ /, ':N ')
        .replace(/ +\d+ \|/, '   N |'),
    ).toMatchInlineSnapshot(`
      "imsmanifest.xml:N  error  scorm-mastery
        masteryscore is "80%".
         N |         <adlcp:masteryscore>80%</adlcp:masteryscore>
        hint: write a whole number from 0 to 100.
        see: SCORM 1.2 CAM 2.3; systems compare it with the raw score

      1 error: the package is at fault.
      "
    `);
  });

  it('tells programs the same, of several packages at once', async () => {
    const { code, out } = await cpm(['verify', 'good.zip', 'bad.zip', '--format', 'json'], folder);
    expect(code).toBe(1);
    const { packages } = JSON.parse(out);
    expect(packages).toMatchObject([
      {
        format: 1,
        file: 'good.zip',
        fit: true,
        findings: [],
        run: null,
        runs: [],
        leftOut: [],
        notChecked: [],
        omitted: {},
      },
      {
        format: 1,
        file: 'bad.zip',
        kind: { standard: 'SCORM', edition: '1.2', title: 'SCORM 1.2' },
        fit: false,
        counts: { errors: 1, warnings: 0, notes: 0 },
        findings: [{ rule: 'scorm-mastery', severity: 'error', file: 'imsmanifest.xml', line: expect.any(Number) }],
        units: [{ href: 'index.html', isAsset: false }],
      },
    ]);
  });

  it('names other kinds of packages as what they are', async () => {
    await put('aicc.zip', rawZip(['a.crs', 'a.au', 'a.des', 'a.cst', 'go.htm'].map((name) => ({ name }))));
    await put('web.zip', rawZip([{ name: 'index.html', content: Buffer.from('<p>x</p>') }]));
    await put(
      'ims.zip',
      rawZip([
        {
          name: 'imsmanifest.xml',
          content: Buffer.from(
            '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><organizations/><resources/></manifest>',
          ),
        },
      ]),
    );
    await put('folder.zip', rawZip(goodPackage('cmi5').map((e) => ({ ...e, name: `course/${e.name}` }))));
    const { code, out } = await cpm(
      ['verify', 'aicc.zip', 'web.zip', 'ims.zip', 'folder.zip', '--format', 'json'],
      folder,
    );
    expect(code).toBe(1);
    const read: { packages: { kind: { standard: string } | null; findings: { rule: string }[] }[] } = JSON.parse(out);
    expect(read.packages.map((p) => [p.kind?.standard ?? null, p.findings.map((f) => f.rule)])).toEqual([
      ['AICC', ['kind-aicc']],
      ['web', ['kind-web']],
      ['IMS', ['kind-ims']],
      [null, ['manifest-missing']],
    ]);
  });

  it('judges a course structure without a zip', async () => {
    const structure = Buffer.from(goodPackage('cmi5')[0]?.content ?? []).toString('utf8');
    await put('relative.xml', structure);
    await put('absolute.xml', structure.replace('<url>', '<url>https://example.org/'));
    const { out } = await cpm(['verify', 'relative.xml', 'absolute.xml', '--format', 'json'], folder);
    const read: { packages: { fit: boolean; findings: { rule: string; file: string }[] }[] } = JSON.parse(out);
    expect(read.packages.map((p) => [p.fit, p.findings.map((f) => `${f.file} ${f.rule}`)])).toEqual([
      [false, ['relative.xml cmi5-bare']],
      [true, []],
    ]);
  });

  it('quotes no credential that it finds', async () => {
    const secret = Buffer.from('lrs-key:lrs-secret').toString('base64');
    await put(
      'secret.zip',
      rawZip([...goodPackage('cmi5'), { name: 'a.js', content: Buffer.from(`x = "Basic ${secret}";`) }]),
    );
    for (const form of ['text', 'json']) {
      const { code, out } = await cpm(['verify', 'secret.zip', '--format', form], folder);
      expect(code).toBe(1);
      expect(out).toContain('file-secret');
      expect(out).not.toContain(secret);
    }
  });

  it('ends with 74 for a file that is not there or a folder, with 2 for wrong use', async () => {
    expect(await cpm(['verify', 'gone.zip'], folder)).toMatchObject({
      code: 74,
      err: expect.stringContaining("gone.zip can't be read: it does not exist."),
    });
    expect(await cpm(['verify', '.'], folder)).toMatchObject({ code: 74, err: expect.stringContaining('hint:') });
    expect(await cpm(['verify'], folder)).toMatchObject({ code: 2 });
    expect(await cpm(['verify', 'good.zip', '--format', 'xml'], folder)).toMatchObject({ code: 2 });
  });
});
