import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipArchive } from 'archiver';
import type { BuiltModule, BuiltPackage } from '../../../src/server/catalogue.js';

/** The smallest honest package of each standard: a manifest, a page, a script. What the script does comes from the test. */
export interface TinyPackage {
  readonly target: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tiny</title></head><body><h1>Tiny course</h1><p id="said"></p><script src="sco.js"></script></body></html>';

export function tinyScorm12(script: string): TinyPackage {
  return {
    target: 'scorm12',
    title: 'SCORM 1.2',
    files: {
      'imsmanifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="tiny" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>Tiny</title><item identifier="item" identifierref="res"><title>Tiny</title><adlcp:masteryscore>80</adlcp:masteryscore></item></organization></organizations>
<resources><resource identifier="res" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/><file href="sco.js"/></resource></resources>
</manifest>`,
      'index.html': page,
      'sco.js': script,
    },
  };
}

export function tinyScorm2004(script: string): TinyPackage {
  return {
    target: 'scorm2004-4',
    title: 'SCORM 2004, 4th edition',
    files: {
      'imsmanifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="tiny" version="1.0" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>Tiny</title><item identifier="item" identifierref="res"><title>Tiny</title>
<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="primary" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item></organization></organizations>
<resources><resource identifier="res" type="webcontent" adlcp:scormType="sco" href="index.html"><file href="index.html"/><file href="sco.js"/></resource></resources>
</manifest>`,
      'index.html': page,
      'sco.js': script,
    },
  };
}

export const tinyAuId = 'https://example.org/courses/tiny/au';

export function tinyCmi5(script: string, au = 'moveOn="CompletedAndPassed" masteryScore="0.8"'): TinyPackage {
  return {
    target: 'cmi5',
    title: 'cmi5',
    files: {
      'cmi5.xml': `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://example.org/courses/tiny"><title><langstring lang="en">Tiny</langstring></title><description><langstring lang="en">Tiny</langstring></description></course>
<au id="${tinyAuId}" ${au}><title><langstring lang="en">Tiny</langstring></title><description><langstring lang="en">Tiny</langstring></description><url>index.html?skin=plain</url><launchParameters>speed=1</launchParameters><entitlementKey>key-1</entitlementKey></au>
</courseStructure>`,
      'index.html': page,
      'sco.js': script,
    },
  };
}

export const tinyActivityId = 'https://example.org/courses/tiny-xapi';

export function tinyXapi(script: string): TinyPackage {
  return {
    target: 'xapi',
    title: 'xAPI (tincan.xml)',
    files: {
      'tincan.xml': `<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities><activity id="${tinyActivityId}" type="http://adlnet.gov/expapi/activities/module"><name lang="en">Tiny</name><description lang="en">Tiny</description><launch lang="en">index.html</launch></activity></activities></tincan>`,
      'index.html': page,
      'sco.js': script,
    },
  };
}

/** Zips the packages into a folder and says what a build would say about them. */
export async function tinyModule(folder: string, id: string, packages: readonly TinyPackage[]): Promise<BuiltModule> {
  await mkdir(folder, { recursive: true });
  return {
    id,
    title: 'Tiny course',
    version: '1.0.0',
    languages: ['en', 'es'],
    minutes: 12,
    summary: 'A course of one page.',
    lessons: 5,
    questions: 8,
    objectives: ['Say what the course is', 'Tell one thing from another'],
    packages: await Promise.all(packages.map((one) => zipped(folder, id, one))),
    faults: [],
  };
}

async function zipped(folder: string, id: string, { target, title, files }: TinyPackage): Promise<BuiltPackage> {
  const archive = new ZipArchive();
  for (const [name, text] of Object.entries(files)) archive.append(text, { name });
  const [bytes] = await Promise.all([buffer(archive), archive.finalize()]);
  const file = `${id}-1.0.0-${target}.zip`;
  await writeFile(path.join(folder, file), bytes);
  return {
    target,
    title,
    file,
    path: path.join(folder, file),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
