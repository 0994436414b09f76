import { describe, expect, it } from 'vitest';
import { readPackage } from '../../src/verify/read-package.js';
import { type RawEntry, rawZip } from './raw-zip.js';

const manifest: RawEntry = {
  name: 'tincan.xml',
  content: Buffer.from(
    '<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities><activity id="urn:a" type="urn:t"><name>A</name>' +
      '<description lang="en">a</description><launch lang="en">index.html</launch></activity></activities></tincan>',
  ),
};
const page: RawEntry = { name: 'index.html', content: Buffer.from('<p>hello</p>'.repeat(50)) };

async function codes(bytes: Uint8Array, limits?: { entries: number; bytes: number }): Promise<readonly string[]> {
  const read = await readPackage(bytes, limits === undefined ? {} : { limits });
  if (read.value !== undefined) return [];
  expect(read.diagnostics.length).toBeGreaterThan(0);
  return read.diagnostics.map((d) => d.code);
}

function withManifest(text: string, name = 'imsmanifest.xml'): Uint8Array {
  return rawZip([{ name, content: Buffer.from(text) }, page]);
}

describe('a zip that would do harm is refused whole', () => {
  it('reads a sound one', async () => {
    const read = await readPackage(rawZip([manifest, page]));
    expect([...(read.value?.files.keys() ?? [])]).toEqual(['tincan.xml', 'index.html']);
    expect(Buffer.from(read.value?.files.get('index.html') ?? [])).toEqual(page.content);
  });

  it.each(['../evil.html', '/etc/evil', 'a/../../evil', 'C:/evil', 'a\\..\\evil', './evil', 'a/\0b'])(
    'refuses the name %j',
    async (name) => {
      expect(await codes(rawZip([manifest, page, { name, content: Buffer.from('x') }]))).toEqual([
        'package/zip-unsafe-name',
      ]);
    },
  );

  it('refuses the same name twice', async () => {
    expect(await codes(rawZip([manifest, page, page]))).toEqual(['package/zip-duplicate']);
  });

  it('refuses a symbolic link', async () => {
    expect(
      await codes(rawZip([manifest, page, { name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }])),
    ).toEqual(['package/zip-link']);
  });

  it('refuses encrypted entries', async () => {
    expect(await codes(rawZip([manifest, { ...page, flags: 1 }]))).toEqual(['package/zip-encrypted']);
  });

  it('refuses a method of packing that few importers know', async () => {
    expect(await codes(rawZip([manifest, { ...page, method: 14 }]))).toEqual(['package/zip-method']);
  });

  it('refuses more entries and more bytes than allowed, before it unfolds them', async () => {
    expect(await codes(rawZip([manifest, page]), { entries: 1, bytes: 1e6 })).toEqual(['package/zip-too-large']);
    expect(await codes(rawZip([manifest, page]), { entries: 10, bytes: 700 })).toEqual(['package/zip-too-large']);
  });

  it('refuses a bomb that declares a small size', async () => {
    const bomb = { name: 'bomb.txt', content: Buffer.alloc(5_000_000), declaredSize: 100 };
    expect(await codes(rawZip([manifest, bomb]), { entries: 10, bytes: 100_000 })).toEqual(['package/zip-unreadable']);
  });

  it('refuses a wrong checksum, a false local header, and what is no zip', async () => {
    expect(await codes(rawZip([manifest, { ...page, checksum: 1 }]))).toEqual(['package/zip-unreadable']);
    expect(await codes(rawZip([manifest, { ...page, localName: 'other.html' }]))).toEqual(['package/zip-unreadable']);
    expect(await codes(Buffer.from('no zip at all'))).toEqual(['package/zip-unreadable']);
    const whole = rawZip([manifest, page]);
    expect(await codes(whole.subarray(0, whole.length - 40))).toEqual(['package/zip-unreadable']);
  });
});

describe('a manifest that cannot be read is refused with its place', () => {
  it('says when there is none, and where it lies instead', async () => {
    expect(await codes(rawZip([page]))).toEqual(['package/manifest-missing']);
    const read = await readPackage(rawZip([{ name: 'course/imsmanifest.xml', content: Buffer.from('<manifest/>') }]));
    expect(read.diagnostics[0]?.message).toContain('course/imsmanifest.xml');
  });

  it('names the line of what is not well-formed', async () => {
    const read = await readPackage(withManifest('<manifest>\n<a></manifest>'));
    expect(read.diagnostics).toMatchObject([{ code: 'package/not-well-formed', file: 'imsmanifest.xml', line: 2 }]);
  });

  it('refuses entities, wherever they stand', async () => {
    expect(await codes(withManifest('<!DOCTYPE manifest [<!ENTITY x "y">]><manifest>&x;</manifest>'))).toEqual([
      'package/document-type',
    ]);
    const lol = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');
    expect(
      await codes(withManifest(`<!DOCTYPE m [<!ENTITY a0 "${'y'.repeat(50)}">${lol}]><manifest a="&a12;"/>`)),
    ).toEqual(['package/not-well-formed']);
    const utf16 = Buffer.from('\uFEFF<!DOCTYPE m [<!ENTITY x "y">]><manifest/>', 'utf16le');
    expect(await codes(rawZip([{ name: 'imsmanifest.xml', content: utf16 }]))).toEqual(['package/document-type']);
  });

  it('refuses another root element', async () => {
    expect(await codes(withManifest('<course/>'))).toEqual(['package/manifest-root']);
    expect(await codes(withManifest('<courseStructure/>', 'cmi5.xml'))).toEqual(['package/manifest-root']);
    expect(await codes(withManifest('<activities/>', 'tincan.xml'))).toEqual(['package/manifest-root']);
  });
});

describe('a manifest of others is read as its standard means it', () => {
  it('finds the units of a SCORM 2004 tree with xml:base, parameters and shared sequencing', async () => {
    const text = `<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
      <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
      <organizations default="B"><organization identifier="A"><title>Not this</title><item identifier="X"><title>x</title></item></organization>
      <organization identifier="B"><title>Course</title>
        <item identifier="I"><title>Part</title>
          <item identifier="I1" identifierref="R" parameters="?p=1"><title>One</title><adlcp:dataFromLMS> data </adlcp:dataFromLMS>
            <adlcp:completionThreshold>0.75</adlcp:completionThreshold><imsss:sequencing IDRef="S"/></item>
          <item identifier="I2" identifierref="R2" parameters="#top"><title>Two</title></item>
        </item></organization></organizations>
      <resources xml:base="content/"><resource identifier="R" type="webcontent" adlcp:scormType="sco" xml:base="a/" href="in%20dex.html?x=y"/>
        <resource identifier="R2" type="webcontent" adlcp:scormType="asset" href="b.html"/></resources>
      <imsss:sequencingCollection><imsss:sequencing ID="S"><imsss:objectives><imsss:primaryObjective objectiveID="o" satisfiedByMeasure="true">
        <imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure></imsss:primaryObjective><imsss:objective objectiveID="p"/></imsss:objectives></imsss:sequencing></imsss:sequencingCollection></manifest>`;
    const { value } = await readPackage(withManifest(text));
    expect(value?.manifest).toMatchObject({
      protocol: 'scorm2004',
      edition: '2004 3rd Edition',
      id: 'M',
      title: 'Course',
    });
    expect(value?.manifest.units).toMatchObject([
      {
        id: 'I1',
        title: 'One',
        href: 'content/a/in%20dex.html?x=y&p=1',
        file: 'content/a/in dex.html',
        passingScore: 0.6,
        completionThreshold: 0.75,
        primaryObjective: 'o',
        objectives: ['o', 'p'],
        launchData: ' data ',
      },
      {
        id: 'I2',
        title: 'Two',
        href: 'content/b.html#top',
        file: 'content/b.html',
        passingScore: null,
        launchData: null,
      },
    ]);
  });

  it('takes a SCORM manifest without schemaversion by its namespace', async () => {
    const text =
      '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"><organizations/><resources/></manifest>';
    expect((await readPackage(withManifest(text))).value?.manifest).toMatchObject({
      protocol: 'scorm12',
      edition: null,
      units: [],
    });
  });

  it("finds cmi5 units in blocks, with the schema's defaults", async () => {
    const texts = (t: string) =>
      `<title><langstring lang="en">${t}</langstring></title><description><langstring lang="en">d</langstring></description>`;
    const text = `<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="urn:c">${texts('C')}</course>
      <block id="urn:b">${texts('B')}<au id="urn:1" masteryScore="0.5" moveOn="Passed" launchMethod="OwnWindow">${texts('One')}<url>https://example.org/au</url><launchParameters>k=v</launchParameters></au></block>
      <au id="urn:2">${texts('Two')}<url>two/index.html?x=1</url></au></courseStructure>`;
    const { value } = await readPackage(withManifest(text, 'cmi5.xml'));
    expect(value?.manifest).toMatchObject({ protocol: 'cmi5', id: 'urn:c', title: 'C', description: 'd' });
    expect(value?.manifest.units).toMatchObject([
      {
        id: 'urn:1',
        title: 'One',
        file: null,
        href: 'https://example.org/au',
        passingScore: 0.5,
        moveOn: 'Passed',
        launchMethod: 'OwnWindow',
        launchData: 'k=v',
      },
      {
        id: 'urn:2',
        title: 'Two',
        file: 'two/index.html',
        href: 'two/index.html?x=1',
        passingScore: null,
        moveOn: 'NotApplicable',
        launchMethod: 'AnyWindow',
      },
    ]);
  });
});
