import { manifestItems, resourceBase, resourceOf } from '../manifests/scorm.js';
import { packagePath } from '../package-path.js';
import { attribute, child, childrenNamed, withDescendants, type XmlElement, xmlNamespace } from '../read-xml.js';
import type { Rule } from '../rule.js';
import { scormRule } from './scorm-manifest.js';

/** Namespace of `xsi:schemaLocation`. */
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

function resources(root: XmlElement): readonly XmlElement[] {
  const holder = child(root, 'resources');
  return holder ? childrenNamed(holder, 'resource') : [];
}

/** Every file that a manifest lists, with the element that lists it; path null when the address names none. */
function listed(
  root: XmlElement,
): readonly { readonly element: XmlElement; readonly href: string; readonly path: string | null }[] {
  return resources(root).flatMap((resource) =>
    childrenNamed(resource, 'file').map((element) => {
      const href = resourceBase(resource, root) + (attribute(element, 'href') ?? '');
      return { element, href, path: packagePath(href) };
    }),
  );
}

/** Files that the manifest need not list: itself, and the schemas and their parts at the root. */
function needsNoListing(name: string, manifest: string): boolean {
  return name === manifest || /^[^/]+\.(xsd|dtd)$/i.test(name);
}

/** What a SCORM manifest says of files, against the files that are there. */
export const scormFileRules: readonly Rule[] = [
  scormRule(
    'scorm-resource',
    'A resource has a type and says whether it is a SCO; a launched one lists the file it launches.',
    'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
    (root, at) => {
      const launched = new Set(manifestItems(root).map((item) => resourceOf(item, root)));
      return resources(root).flatMap((r) => {
        const kind = attributeAnywhere(r, 'scormtype')?.toLowerCase();
        const href = attribute(r, 'href');
        const lists = childrenNamed(r, 'file').some((f) => attribute(f, 'href') === href);
        return [
          ...(attribute(r, 'type') ? [] : [at(r, 'The resource has no type.', 'add type="webcontent".')]),
          ...(kind === 'sco' || kind === 'asset'
            ? []
            : [
                at(
                  r,
                  'The resource does not say whether it is a SCO or an asset.',
                  'add adlcp:scormtype (1.2) or adlcp:scormType (2004).',
                ),
              ]),
          ...(launched.has(r) && (href === null || !lists)
            ? [
                at(
                  r,
                  'The resource is launched, but does not list the file it launches.',
                  'add `href`, and a <file> with the same href.',
                ),
              ]
            : []),
        ];
      });
    },
  ),
  scormRule(
    'scorm-href',
    'Addresses are relative, percent-encoded, without blanks, backslashes or fragments; xml:base ends in "/".',
    'SCORM 2004 4th CAM 3.4; systems put parameters behind the whole address',
    (root, at) =>
      withDescendants(root).flatMap((e) => {
        const base = attribute(e, 'base', xmlNamespace);
        const href = e.namespace === root.namespace ? attribute(e, 'href') : null;
        return [
          ...(base === null || (base.endsWith('/') && isPlain(base))
            ? []
            : [at(e, `xml:base is "${base}".`, 'write a relative folder with "/" at its end.')]),
          ...(href === null || isPlain(href)
            ? []
            : [
                at(
                  e,
                  `The address "${href}" is not plain.`,
                  'write the path from the root, percent-encoded, without `#`.',
                ),
              ]),
        ];
      }),
  ),
  scormRule(
    'scorm-file-missing',
    'Every file that is listed is in the package, spelt exactly so, and listed once.',
    'SCORM 2004 4th CAM 3.4',
    (root, at, pkg) => {
      const seen = new Set<string>();
      return listed(root).flatMap(({ element, href, path }) => {
        const missing = path === null || !pkg.files.has(path);
        const twice = seen.has(href);
        seen.add(href);
        if (missing)
          return [
            at(
              element,
              `${href} is listed, but is not in the package.`,
              'add the file, or correct the name with its case.',
            ),
          ];
        return twice ? [at(element, `${href} is listed twice.`, 'keep one <file>.')] : [];
      });
    },
  ),
  scormRule(
    'scorm-file-unlisted',
    'Every file in the package is listed.',
    'SCORM 2004 4th CAM 3.4',
    (root, _at, pkg) => {
      const known = new Set(listed(root).map((l) => l.path));
      return [...pkg.files.keys()]
        .filter((name) => !known.has(name) && !needsNoListing(name, pkg.manifest.file))
        .map((file) => ({
          file,
          message: `${file} is in the package, but the manifest does not list it.`,
          hint: 'add a <file> to a resource, or leave the file out.',
        }));
    },
  ),
  scormRule(
    'scorm-resource-unused',
    'Every resource is launched, or one that is launched depends on it.',
    'SCORM 2004 4th CAM 3.4',
    (root, at) => {
      const used = new Set<string>();
      const follow = (resource: XmlElement | undefined): void => {
        const id = resource && attribute(resource, 'identifier');
        if (resource === undefined || !id || used.has(id)) return;
        used.add(id);
        for (const d of childrenNamed(resource, 'dependency')) follow(byId(root, attribute(d, 'identifierref')));
      };
      for (const item of manifestItems(root)) follow(resourceOf(item, root) ?? undefined);
      return resources(root)
        .filter((r) => !used.has(attribute(r, 'identifier') ?? ''))
        .map((r) =>
          at(
            r,
            'No manifest item launches this resource, and none that is launched depends on it.',
            'add a <dependency>, or leave the resource out.',
          ),
        );
    },
  ),
  scormRule('scorm-dependency', 'Dependencies name resources that are there.', 'SCORM 2004 4th CAM 3.4', (root, at) =>
    resources(root)
      .flatMap((r) => childrenNamed(r, 'dependency'))
      .filter((d) => byId(root, attribute(d, 'identifierref')) === undefined)
      .map((d) =>
        at(
          d,
          `The resource "${attribute(d, 'identifierref') ?? ''}" is not there.`,
          'write the identifier of a <resource>.',
        ),
      ),
  ),
  scormRule(
    'scorm-schema-files',
    'Schemas that schemaLocation names are at the root of the package.',
    'SCORM 2004 4th CAM 3.3; conformance tests stop without them',
    (root, at, pkg) => {
      const words = attribute(root, 'schemaLocation', instanceNamespace)?.trim().split(/\s+/) ?? [];
      const files = words.filter((_, i) => i % 2 === 1);
      const needed = pkg.manifest.protocol === 'scorm2004' && files.length === 0;
      return [
        ...(needed
          ? [at(root, 'The manifest names no schemas.', 'add xsi:schemaLocation, and the schemas at the root.')]
          : []),
        ...files
          .filter((f) => !pkg.files.has(f))
          .map((f) => at(root, `The schema ${f} is not at the root of the package.`, 'add it under this name.')),
      ];
    },
  ),
];

function byId(root: XmlElement, id: string | null): XmlElement | undefined {
  return resources(root).find((r) => id !== null && attribute(r, 'identifier') === id);
}

function attributeAnywhere(element: XmlElement, lowerCase: string): string | undefined {
  return element.attributes.find((a) => a.name.toLowerCase() === lowerCase)?.value;
}

function isPlain(href: string): boolean {
  return !/^([A-Za-z][A-Za-z0-9+.-]*:|\/)|[\s\\#]|%(?![0-9A-Fa-f]{2})|[^\x20-\x7e]/.test(href);
}
