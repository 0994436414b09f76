import { manifestItems } from '../manifests/scorm.js';
import { type FoundResource, resourceOf, resourcesById, resourcesOf } from '../manifests/scorm-resources.js';
import { isAbsoluteAddress, packagePath } from '../package-path.js';
import { attribute, childrenNamed, token, withDescendants, type XmlElement, xmlNamespace } from '../read-xml.js';
import type { Rule } from '../rule.js';
import { scormRule } from './scorm-rule.js';

/** Namespace of `xsi:schemaLocation`. */
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

interface Listed {
  readonly element: XmlElement;
  readonly href: string;
  /** Null when the address names no file of a package. */
  readonly path: string | null;
}

/** Every file that a resource lists, with the element that lists it. */
function listedBy(resource: FoundResource): readonly Listed[] {
  return childrenNamed(resource.element, 'file').map((element) => {
    const href = attribute(element, 'href') ?? '';
    const whole = isAbsoluteAddress(href) ? href : resource.base + href;
    return { element, href: whole, path: packagePath(whole) };
  });
}

/** The file that a resource launches, as its own list would name it. */
function launchPath(resource: FoundResource): string | null {
  const href = attribute(resource.element, 'href');
  return href === null || isAbsoluteAddress(href) ? null : packagePath(resource.base + href);
}

/** Files that the manifest need not list: itself, and the schemas and their parts at the root. */
function needsNoListing(name: string, manifest: string): boolean {
  return name === manifest || /\.(xsd|dtd)$/i.test(name);
}

/** What a SCORM manifest says of files, against the files that are there. */
export const scormFileRules: readonly Rule[] = [
  scormRule(
    {
      id: 'scorm-href',
      says: 'Addresses are relative, percent-encoded, without blanks, backslashes or fragments; xml:base ends in "/".',
      source: 'SCORM 2004 4th CAM 3.4; systems put parameters behind the whole address',
      severity: 'warning',
    },
    (root, at) =>
      withDescendants(root).flatMap((e) => {
        const base = attribute(e, 'base', xmlNamespace);
        const href = e.namespace === root.namespace ? attribute(e, 'href') : null;
        return [
          ...(base === null || (base.endsWith('/') && isPlain(base))
            ? []
            : [at(e, `xml:base is "${base}".`, 'write a relative folder with "/" at its end.')]),
          ...(href === null || isPlain(href) || isAbsoluteAddress(href)
            ? []
            : [
                at(
                  e,
                  `The address "${href}" is not plain.`,
                  'write the path from the root, percent-encoded, without `#`.',
                  // A blank or a letter outside ASCII is understood by most.
                  /^[/\\]|\\/.test(href) ? 'error' : 'warning',
                ),
              ]),
        ];
      }),
  ),
  scormRule(
    {
      id: 'scorm-file-missing',
      says: 'Every file that is listed is in the package, spelt exactly so, and listed once by its resource.',
      source: 'SCORM 2004 4th CAM 3.4',
      severity: 'warning',
    },
    (root, at, pkg) => {
      const launched = new Set(pkg.manifest.units.map(({ file }) => file));
      return resourcesOf(root).flatMap((resource) => {
        const seen = new Set<string>();
        return listedBy(resource).flatMap(({ element, href, path }) => {
          const twice = seen.has(href);
          seen.add(href);
          if (twice) return [at(element, `${href} is listed twice.`, 'keep one <file>.', 'note')];
          // What leads out is `scorm-href`'s, what is launched `launch-file`'s.
          if (path === null || launched.has(path) || pkg.files.has(path)) return [];
          const message = `${href} is listed, but is not in the package.`;
          return [at(element, message, 'add the file, or correct the name with its case.')];
        });
      });
    },
  ),
  scormRule(
    {
      id: 'scorm-file-unlisted',
      says: 'Every file in the package is listed.',
      source: 'SCORM 2004 4th CAM 3.4',
      severity: 'note',
    },
    (root, at, pkg) => {
      const known = new Set([
        ...resourcesOf(root).flatMap((r) => [launchPath(r), ...listedBy(r).map((l) => l.path)]),
        // Descriptions in files of their own.
        ...withDescendants(root).flatMap((e) => (e.name === 'location' ? [packagePath(e.text.trim())] : [])),
      ]);
      const unlisted = [...pkg.files.keys()].filter(
        (name) => !known.has(name) && !needsNoListing(name, pkg.manifest.file),
      );
      const [first] = unlisted;
      if (first === undefined) return [];
      const message =
        unlisted.length === 1
          ? `${first} is in the package, but the manifest does not list it.`
          : `${unlisted.length} files are in the package, but the manifest does not list them: ${first} is the first.`;
      return [at(root, message, 'add a <file> to a resource for each, or leave the file out.')];
    },
  ),
  scormRule(
    {
      id: 'scorm-schema-files',
      says: 'Schemas that schemaLocation names are at the root of the package.',
      source: 'SCORM 2004 4th CAM 3.3; conformance tests stop without them',
      severity: 'warning',
    },
    (root, at, pkg) => {
      const words = attribute(root, 'schemaLocation', instanceNamespace)?.trim().split(/\s+/) ?? [];
      const files = words.filter((_, i) => i % 2 === 1);
      const is2004 = pkg.manifest.protocol === 'scorm2004';
      const missing = files.filter((f) => !isAbsoluteAddress(f) && !pkg.files.has(f));
      return [
        ...(is2004 && files.length === 0
          ? [at(root, 'The manifest names no schemas.', 'add xsi:schemaLocation, and the schemas at the root.')]
          : []),
        ...(missing.length === 0
          ? []
          : [
              at(
                root,
                `Schemas are named that are not in the package: ${missing.slice(0, 8).join(', ')}.`,
                'add them at the root under these names.',
                is2004 ? 'warning' : 'note',
              ),
            ]),
      ];
    },
  ),
  scormRule(
    {
      id: 'scorm-resource',
      says: 'A resource has a type and says whether it is a SCO; a launched one lists the file it launches.',
      source: 'SCORM 1.2 CAM 2.3; SCORM 2004 4th CAM 3.4',
      severity: 'warning',
    },
    (root, at) => {
      const launched = new Set(manifestItems(root).map((item) => resourceOf(item, root)?.element));
      return resourcesOf(root).flatMap((resource) => {
        const r = resource.element;
        const isLaunched = launched.has(r);
        const href = attribute(r, 'href');
        // An absolute address names no file of the package.
        const lists =
          (href !== null && isAbsoluteAddress(href)) ||
          listedBy(resource).some(({ path }) => path !== null && path === launchPath(resource));
        return [
          ...(attribute(r, 'type') ? [] : [at(r, 'The resource has no type.', 'add type="webcontent".')]),
          ...(isLaunched && href === null
            ? [at(r, 'The resource is launched, but names no file to launch.', 'add `href`.', 'error')]
            : []),
          ...(isLaunched && href !== null && !lists
            ? [at(r, 'The resource does not list the file it launches.', 'add a <file> with the same href.', 'note')]
            : []),
          ...kindBreach(r, isLaunched).map((message) =>
            at(r, message, 'add adlcp:scormtype (1.2) or adlcp:scormType (2004) with sco or asset.'),
          ),
        ];
      });
    },
  ),
  scormRule(
    {
      id: 'scorm-resource-unused',
      says: 'Every resource is launched, or one that is launched depends on it.',
      source: 'SCORM 2004 4th CAM 3.4',
      severity: 'note',
    },
    (root, at) => {
      const byId = resourcesById(root);
      const used = new Set<string>();
      const follow = (id: string | null): void => {
        const resource = id === null || used.has(id) ? undefined : byId.get(id);
        if (id === null || resource === undefined) return;
        used.add(id);
        for (const d of childrenNamed(resource.element, 'dependency')) follow(token(d, 'identifierref'));
      };
      for (const item of manifestItems(root)) follow(token(item, 'identifierref'));
      return resourcesOf(root)
        .filter(({ element }) => !used.has(token(element, 'identifier') ?? ''))
        .map(({ element }) =>
          at(
            element,
            'No manifest item launches this resource, and none that is launched depends on it.',
            'add a <dependency>, or leave the resource out.',
          ),
        );
    },
  ),
  scormRule(
    {
      id: 'scorm-dependency',
      says: 'Dependencies name resources that are there.',
      source: 'SCORM 2004 4th CAM 3.4',
      severity: 'warning',
    },
    (root, at) =>
      resourcesOf(root)
        .flatMap(({ element }) => childrenNamed(element, 'dependency'))
        .filter((d) => !resourcesById(root).has(token(d, 'identifierref') ?? ''))
        .map((d) =>
          at(
            d,
            `The resource "${token(d, 'identifierref') ?? ''}" is not there.`,
            'write the identifier of a <resource>.',
          ),
        ),
  ),
];

/** Says so when a resource is no SCO and no asset. A misspelt attribute is `scorm-attribute`'s. */
function kindBreach(resource: XmlElement, isLaunched: boolean): readonly string[] {
  const own = resource.attributes.filter((a) => a.namespace.startsWith('http://www.adlnet.org/xsd/adlcp_'));
  const kind = own.find((a) => a.name.toLowerCase() === 'scormtype');
  if (kind === undefined && (own.length > 0 || !isLaunched)) return [];
  if (kind === undefined) return ['The resource does not say whether it is a SCO or an asset.'];
  return ['sco', 'asset'].includes(kind.value)
    ? []
    : [`The resource is neither a SCO nor an asset, but "${kind.value}".`];
}

function isPlain(href: string): boolean {
  return !/^([A-Za-z][A-Za-z0-9+.-]*:|\/)|[\s\\#]|%(?![0-9A-Fa-f]{2})|[^\x20-\x7e]/.test(href);
}
