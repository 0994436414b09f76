import { isNcName } from '../identifiers.js';
import { manifestItems, resourceOf } from '../manifests/scorm.js';
import type { Package, Protocol } from '../package.js';
import { attribute, child, childrenNamed, withDescendants, type XmlElement } from '../read-xml.js';
import { type Breach, type Rule, scormProtocols } from '../rule.js';

type At = (element: XmlElement, message: string, hint: string) => Breach;

/** A rule of SCORM's manifests. */
export function scormRule(
  id: string,
  says: string,
  source: string,
  breaches: (root: XmlElement, at: At, pkg: Package) => readonly Breach[],
  protocols: readonly Protocol[] = scormProtocols,
): Rule {
  const at =
    (pkg: Package): At =>
    (element, message, hint) => ({ file: pkg.manifest.file, line: element.line, message, hint });
  return { id, says, source, protocols, breaches: (pkg) => breaches(pkg.manifest.root, at(pkg), pkg) };
}

/** `schemaversion` as each standard spells it. */
const editions: Readonly<Record<string, readonly string[]>> = {
  scorm12: ['1.2'],
  scorm2004: ['CAM 1.3', '2004 3rd Edition', '2004 4th Edition'],
};

/** The elements of ADL's content packaging namespace. */
const adlElements: Readonly<Record<string, readonly string[]>> = {
  scorm12: ['location', 'prerequisites', 'maxtimeallowed', 'timelimitaction', 'datafromlms', 'masteryscore'],
  scorm2004: ['location', 'dataFromLMS', 'timeLimitAction', 'completionThreshold', 'data', 'map'],
};

/** Elements that make sense only where a SCO is launched. */
const ofLaunch = [
  'datafromlms',
  'dataFromLMS',
  'masteryscore',
  'maxtimeallowed',
  'timelimitaction',
  'timeLimitAction',
  'completionThreshold',
  'presentation',
  'data',
];

/** How a SCORM manifest is built: metadata, organizations, manifest items, identifiers. */
export const scormManifestRules: readonly Rule[] = [
  scormRule(
    'scorm-metadata',
    'Metadata starts with schema "ADL SCORM" and the schemaversion of the standard.',
    'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
    (root, at, pkg) => {
      const metadata = child(root, 'metadata');
      if (metadata === null)
        return [at(root, 'The manifest has no metadata.', 'add <metadata> with schema and schemaversion.')];
      const [schema, version] = metadata.children;
      const known = editions[pkg.manifest.protocol] ?? [];
      const isSchema = schema?.name === 'schema' && schema.text.trim() === 'ADL SCORM';
      const isVersion = version?.name === 'schemaversion' && known.includes(version.text.trim());
      return [
        ...(isSchema
          ? []
          : [at(metadata, 'The first element of the metadata is not <schema>ADL SCORM</schema>.', 'write it so.')]),
        ...(isVersion
          ? []
          : [
              at(
                metadata,
                'The second element of the metadata is not the schemaversion of a known edition.',
                `write <schemaversion> with ${known.join(' or ')}.`,
              ),
            ]),
      ];
    },
  ),
  scormRule(
    'scorm-structure',
    'There is one each of metadata, organizations and resources, and no manifest inside the manifest.',
    'SCORM 2004 4th CAM 3.4',
    (root, at) => [
      ...['metadata', 'organizations', 'resources'].flatMap((name) => {
        const count = childrenNamed(root, name).length;
        return count === 1 || (count === 0 && name === 'metadata')
          ? []
          : [at(root, `The manifest has ${count} elements <${name}>.`, 'write exactly one.')];
      }),
      ...childrenNamed(root, 'manifest').map((m) =>
        at(m, 'There is a manifest inside the manifest.', 'put its items and resources into the outer one.'),
      ),
    ],
  ),
  scormRule(
    'scorm-organization',
    'The default organization is there, with one title and at least one item.',
    'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
    (root, at) => {
      const holder = child(root, 'organizations');
      if (holder === null) return [];
      const all = childrenNamed(holder, 'organization');
      const wanted = attribute(holder, 'default');
      const named = all.some((o) => attribute(o, 'identifier') === wanted && wanted !== null);
      return [
        ...(named
          ? []
          : [
              at(
                holder,
                `The default organization "${wanted ?? ''}" is not there.`,
                'write the identifier of an organization into `default`.',
              ),
            ]),
        ...all
          .filter((o) => !hasTitle(o))
          .map((o) => at(o, 'The organization does not have one title.', 'add one <title>.')),
        ...all
          .filter((o) => childrenNamed(o, 'item').length === 0)
          .map((o) => at(o, 'The organization has no item.', 'add an <item>.')),
      ];
    },
  ),
  scormRule(
    'scorm-item',
    'Every manifest item has one title; one without items below it, and no other, names a resource that is there.',
    'SCORM 2004 4th CAM 3.4',
    (root, at) =>
      manifestItems(root).flatMap((item) => {
        const leaf = childrenNamed(item, 'item').length === 0;
        const names = attribute(item, 'identifierref') !== null;
        return [
          ...(hasTitle(item) ? [] : [at(item, 'The manifest item does not have one title.', 'add one <title>.')]),
          ...(leaf === names
            ? []
            : [
                at(
                  item,
                  leaf
                    ? 'The manifest item names no resource.'
                    : 'The manifest item names a resource and has items below it.',
                  'write `identifierref` at the lowest items, and only there.',
                ),
              ]),
          ...(names && resourceOf(item, root) === null
            ? [
                at(
                  item,
                  `The resource "${attribute(item, 'identifierref') ?? ''}" is not there.`,
                  'write the identifier of a <resource>.',
                ),
              ]
            : []),
        ];
      }),
  ),
  scormRule(
    'scorm-identifier',
    'Identifiers are XML names, each there once.',
    'SCORM 2004 4th CAM 3.4; XML Schema, type ID',
    (root, at) => {
      const seen = new Set<string>();
      return withDescendants(root)
        .filter(
          (e) => e.namespace === root.namespace && ['manifest', 'organization', 'item', 'resource'].includes(e.name),
        )
        .flatMap((e) => {
          const id = attribute(e, 'identifier') ?? '';
          const twice = seen.has(id);
          seen.add(id);
          return [
            ...(isNcName(id)
              ? []
              : [
                  at(
                    e,
                    `The identifier "${id}" of <${e.name}> is not an XML name.`,
                    'start with a letter, and go on with letters, digits, `.`, `_` and `-`.',
                  ),
                ]),
            ...(twice ? [at(e, `The identifier "${id}" is there twice.`, 'give each element one of its own.')] : []),
          ];
        });
    },
  ),
  scormRule(
    'scorm-item-data',
    'Data for a SCO stand only at a manifest item that launches one.',
    'SCORM 2004 4th CAM 3.4',
    (root, at) =>
      manifestItems(root)
        .filter((item) => attribute(item, 'identifierref') === null)
        .flatMap((item) => item.children.filter((c) => c.namespace !== root.namespace && ofLaunch.includes(c.name)))
        .map((e) =>
          at(e, `<${e.name}> stands at an item that launches nothing.`, 'move it to the item that launches the SCO.'),
        ),
  ),
  scormRule(
    'scorm-element',
    "ADL's elements are spelt as their standard has them.",
    'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4; the schema of 2004 lets others pass',
    (root, at, pkg) => {
      const known = adlElements[pkg.manifest.protocol] ?? [];
      return withDescendants(root)
        .filter((e) => e.namespace.startsWith('http://www.adlnet.org/xsd/adlcp_') && !known.includes(e.name))
        .map((e) => at(e, `<${e.name}> is no element of the standard.`, `known are ${known.join(', ')}.`));
    },
  ),
  scormRule(
    'scorm-mastery',
    'masteryscore is a whole number from 0 to 100.',
    'SCORM 1.2 CAM 2.3; systems compare it with the raw score',
    (root, at) =>
      withDescendants(root)
        .filter((e) => e.name === 'masteryscore' && !(/^\d{1,3}$/.test(e.text.trim()) && Number(e.text) <= 100))
        .map((e) => at(e, `masteryscore is "${e.text.trim()}".`, 'write a whole number from 0 to 100.')),
    ['scorm12'],
  ),
  scormRule(
    'scorm-threshold',
    'completionThreshold has the form of its edition: attributes in the 4th, text before.',
    'SCORM 2004 4th CAM 3.4; 3rd CAM 3.4',
    (root, at, pkg) => {
      const inAttributes = pkg.manifest.edition?.includes('4th') ?? false;
      return withDescendants(root)
        .filter((e) => e.name === 'completionThreshold' && (e.text.trim() !== '') === inAttributes)
        .map((e) =>
          at(
            e,
            'completionThreshold is written in the form of another edition.',
            inAttributes
              ? 'use minProgressMeasure and completedByMeasure.'
              : "write the measure as the element's text.",
          ),
        );
    },
    ['scorm2004'],
  ),
];

function hasTitle(element: XmlElement): boolean {
  const titles = childrenNamed(element, 'title');
  return titles.length === 1 && titles[0]?.text.trim() !== '';
}
