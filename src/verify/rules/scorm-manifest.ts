import { isNcName } from '../identifiers.js';
import { manifestItems } from '../manifests/scorm.js';
import { manifestOf, resourceOf } from '../manifests/scorm-resources.js';
import type { Protocol } from '../package.js';
import { child, childrenNamed, token, withDescendants, type XmlElement } from '../read-xml.js';
import type { Rule } from '../rule.js';
import { scormRule } from './scorm-rule.js';

/** `schemaversion` as each standard spells it. */
const editions: Readonly<Record<Protocol, readonly string[]>> = {
  scorm12: ['1.2'],
  scorm2004: ['CAM 1.3', '2004 3rd Edition', '2004 4th Edition'],
  cmi5: [],
  xapi: [],
};

/** How a SCORM manifest is built: metadata, organizations, manifest items, identifiers. */
export const scormManifestRules: readonly Rule[] = [
  scormRule(
    {
      id: 'scorm-metadata',
      says: 'Metadata starts with schema "ADL SCORM" and the schemaversion of the standard.',
      source: 'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
      severity: 'warning',
    },
    (root, at, pkg) => {
      const metadata = child(root, 'metadata');
      const known = editions[pkg.manifest.protocol];
      if (metadata === null)
        return [at(root, 'The manifest has no metadata.', 'add <metadata> with schema and schemaversion.')];
      const [schema, version] = metadata.children;
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
    {
      id: 'scorm-structure',
      says: 'There is one each of organizations and resources, at most one metadata, and no manifest inside the manifest.',
      source: 'SCORM 2004 4th CAM 3.4',
      severity: 'error',
    },
    (root, at) => [
      ...['metadata', 'organizations', 'resources'].flatMap((name) => {
        const all = childrenNamed(root, name);
        const count = all.length;
        return count === 1 || (count === 0 && name === 'metadata')
          ? []
          : [at(all[1] ?? root, `The manifest has ${count} elements <${name}>.`, 'write exactly one.')];
      }),
      ...childrenNamed(root, 'manifest').map((m) =>
        at(
          m,
          'There is a manifest inside the manifest, which many systems do not read.',
          'put its items and resources into the outer one.',
          'warning',
        ),
      ),
    ],
  ),
  scormRule(
    {
      id: 'scorm-organization',
      says: 'The default organization is there, with one title and at least one item.',
      source: 'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
      severity: 'error',
    },
    (root, at, pkg) => {
      const holder = child(root, 'organizations');
      if (holder === null) return [];
      const all = childrenNamed(holder, 'organization');
      const wanted = token(holder, 'default');
      const named = all.some((o) => token(o, 'identifier') === wanted && wanted !== null);
      // SCORM 1.2 lets the attribute be left out: then the first organization is the one.
      const mayBeLeftOut = wanted === null && pkg.manifest.protocol === 'scorm12' && all.length > 0;
      const hint = 'write the identifier of an organization into `default`.';
      return [
        ...(named || mayBeLeftOut
          ? []
          : [at(holder, `The default organization "${wanted ?? ''}" is not there.`, hint)]),
        ...all
          .filter((o) => !hasTitle(o))
          .map((o) => at(o, 'The organization does not have one title.', 'add one <title>.', 'warning')),
        ...all
          .filter((o) => childrenNamed(o, 'item').length === 0)
          .map((o) => at(o, 'The organization has no item.', 'add an <item>.')),
      ];
    },
  ),
  scormRule(
    {
      id: 'scorm-item',
      says: 'Every manifest item has one title; one without items below it, and no other, names a resource that is there.',
      source: 'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
      severity: 'error',
    },
    (root, at, pkg) =>
      manifestItems(root).flatMap((item) => {
        const leaf = childrenNamed(item, 'item').length === 0;
        const names = token(item, 'identifierref') !== null;
        const is2004 = pkg.manifest.protocol === 'scorm2004';
        return [
          ...(hasTitle(item)
            ? []
            : [at(item, 'The manifest item does not have one title.', 'add one <title>.', 'warning')]),
          ...itemPlace(leaf, names, is2004).map(([message, severity]) =>
            at(item, message, 'write `identifierref` at the lowest items, and only there.', severity),
          ),
          ...(names && resourceOf(item, root) === null && manifestOf(item, root) === null
            ? [
                at(
                  item,
                  `The resource "${token(item, 'identifierref') ?? ''}" is not there.`,
                  'write the identifier of a <resource>.',
                ),
              ]
            : []),
        ];
      }),
  ),
  scormRule(
    {
      id: 'scorm-identifier',
      says: 'Identifiers are XML names, each there once.',
      source: 'SCORM 2004 4th CAM 3.4; XML Schema, type ID',
      severity: 'error',
    },
    (root, at) => {
      const seen = new Set<string>();
      return withDescendants(root)
        .filter(
          (e) => e.namespace === root.namespace && ['manifest', 'organization', 'item', 'resource'].includes(e.name),
        )
        .flatMap((e) => {
          const id = token(e, 'identifier') ?? '';
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
                    'warning',
                  ),
                ]),
            ...(twice ? [at(e, `The identifier "${id}" is there twice.`, 'give each element one of its own.')] : []),
          ];
        });
    },
  ),
];

/** What is said of an item that is a leaf without a resource, or has both items below it and a resource. */
function itemPlace(
  leaf: boolean,
  names: boolean,
  is2004: boolean,
): readonly (readonly [message: string, severity: 'warning' | 'note'])[] {
  // SCORM 1.2 allows both: a line of text in the menu, and a page for a chapter.
  if (leaf !== names && !is2004) return [];
  if (leaf && !names) return [['The manifest item names no resource.', 'warning']];
  if (!leaf && names) return [['The manifest item names a resource and has items below it.', 'warning']];
  return [];
}

function hasTitle(element: XmlElement): boolean {
  const titles = childrenNamed(element, 'title');
  return titles.length === 1 && titles[0]?.text.trim() !== '';
}
