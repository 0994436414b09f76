import { attribute, child, childrenNamed, token, type XmlElement, xmlNamespace } from '../read-xml.js';

/** A resource with the folder that its addresses start from. */
export interface FoundResource {
  readonly element: XmlElement;
  /** `xml:base` of manifest, resources and resource put together (SCORM 2004 4th CAM 3.4); '' for none. */
  readonly base: string;
}

const indexed = new WeakMap<XmlElement, ReadonlyMap<string, FoundResource>>();

/**
 * Every resource of a manifest by its identifier, those of manifests inside it too (SCORM 1.2 CAM 2.3.2.5), the first
 * of each name. Read once for all that ask.
 */
export function resourcesById(root: XmlElement): ReadonlyMap<string, FoundResource> {
  const known = indexed.get(root);
  if (known !== undefined) return known;
  const found = new Map<string, FoundResource>();
  for (const resource of resourcesOf(root)) {
    const id = token(resource.element, 'identifier');
    if (id !== null && !found.has(id)) found.set(id, resource);
  }
  indexed.set(root, found);
  return found;
}

/** Every resource of a manifest in document order, those of manifests inside it too. */
export function resourcesOf(manifest: XmlElement, above = ''): readonly FoundResource[] {
  const base = above + baseOf(manifest);
  return [
    ...childrenNamed(manifest, 'resources').flatMap((holder) =>
      childrenNamed(holder, 'resource').map((element) => ({
        element,
        base: base + baseOf(holder) + baseOf(element),
      })),
    ),
    ...childrenNamed(manifest, 'manifest').flatMap((inner) => resourcesOf(inner, base)),
  ];
}

/** The resource that a manifest item launches; null when it names none or one that is not there. */
export function resourceOf(item: XmlElement, root: XmlElement): FoundResource | null {
  const wanted = token(item, 'identifierref');
  return (wanted === null ? undefined : resourcesById(root).get(wanted)) ?? null;
}

/** The manifest inside the manifest that an item stands for; null when it names none. */
export function manifestOf(item: XmlElement, root: XmlElement): XmlElement | null {
  const wanted = token(item, 'identifierref');
  const all = (m: XmlElement): readonly XmlElement[] => childrenNamed(m, 'manifest').flatMap((i) => [i, ...all(i)]);
  return wanted === null ? null : (all(root).find((m) => token(m, 'identifier') === wanted) ?? null);
}

/** The organization named as default; the first one when that name leads nowhere. */
export function defaultOrganization(manifest: XmlElement): XmlElement | null {
  const organizations = child(manifest, 'organizations');
  if (organizations === null) return null;
  const all = childrenNamed(organizations, 'organization');
  const wanted = token(organizations, 'default');
  return all.find((o) => token(o, 'identifier') === wanted) ?? all[0] ?? null;
}

function baseOf(element: XmlElement): string {
  return attribute(element, 'base', xmlNamespace) ?? '';
}
