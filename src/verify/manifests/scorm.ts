import type { Checked } from '../../diagnostics.js';
import { fault } from '../fault.js';
import type { LaunchUnit, Manifest } from '../package.js';
import { isAbsoluteAddress, packagePath } from '../package-path.js';
import { attribute, child, childrenNamed, token, withDescendants, type XmlElement, xmlNamespace } from '../read-xml.js';
import { defaultOrganization, manifestOf, resourceOf } from './scorm-resources.js';

/** How SCORM's two manifests differ for a reader: SCORM 1.2 CAM 2.3, SCORM 2004 4th Edition CAM 3.4. */
interface Dialect {
  readonly protocol: 'scorm12' | 'scorm2004';
  readonly dataElement: string;
  passingScore(item: XmlElement, root: XmlElement): number | null;
}

const scorm12: Dialect = {
  protocol: 'scorm12',
  dataElement: 'datafromlms',
  passingScore(item) {
    const text = child(item, 'masteryscore')?.text.trim();
    return text === undefined || text === '' || Number.isNaN(Number(text)) ? null : Number(text) / 100;
  },
};

const scorm2004: Dialect = {
  protocol: 'scorm2004',
  dataElement: 'dataFromLMS',
  passingScore(item, root) {
    const objective = primaryObjective(item, root);
    // Only then does the measure decide, and only then is cmi.scaled_passing_score set (SCORM 2004 4th RTE 4.2).
    if (objective === null || attribute(objective, 'satisfiedByMeasure') !== 'true') return null;
    return numberOrNull(child(objective, 'minNormalizedMeasure')?.text ?? '1.0');
  },
};

/** A SCORM manifest; without a recognizable `schemaversion` its namespace decides the version. */
export function readScormManifest(root: XmlElement, file: string): Checked<Manifest> {
  if (root.name !== 'manifest') {
    const message = `The root element is <${root.name}>, not <manifest>.`;
    return {
      diagnostics: [
        fault('manifest-root', { file, line: root.line }, message, 'write a manifest of IMS Content Packaging.'),
      ],
    };
  }
  const metadata = child(root, 'metadata');
  const edition = metadata && (child(metadata, 'schemaversion')?.text.trim() ?? null);
  const dialect = dialectOf(edition, root.namespace);
  const organization = defaultOrganization(root);
  const title = organization ? titleOf(organization) : '';
  const units = organization ? unitsBelow(organization, root, dialect) : [];
  const id = token(root, 'identifier') ?? '';
  return {
    value: { protocol: dialect.protocol, file, edition, id, title, description: '', units, root },
    diagnostics: [],
  };
}

function dialectOf(edition: string | null, namespace: string): Dialect {
  if (edition === '1.2' || edition === '1.1') return scorm12;
  if (edition !== null && /2004|CAM 1\.3/.test(edition)) return scorm2004;
  return namespace.includes('imscp_rootv1p1') ? scorm12 : scorm2004;
}

function titleOf(element: XmlElement): string {
  return child(element, 'title')?.text.trim() ?? '';
}

function unitsBelow(parent: XmlElement, root: XmlElement, dialect: Dialect, depth = 0): readonly LaunchUnit[] {
  return childrenNamed(parent, 'item').flatMap((item) => {
    // An item may stand for a manifest inside the manifest; one that stands for itself must not be followed for ever.
    const inner = depth < deepest ? manifestOf(item, root) : null;
    const organization = inner && defaultOrganization(inner);
    return [
      ...unitOf(item, root, dialect),
      ...unitsBelow(item, root, dialect, depth),
      ...(organization ? unitsBelow(organization, root, dialect, depth + 1) : []),
    ];
  });
}

const deepest = 5;

function unitOf(item: XmlElement, root: XmlElement, dialect: Dialect): readonly LaunchUnit[] {
  const resource = resourceOf(item, root);
  const href = resource && attribute(resource.element, 'href');
  if (resource === null || href === null) return [];
  const address = withParameters(
    isAbsoluteAddress(href) ? href : resource.base + href,
    attribute(item, 'parameters') ?? '',
  );
  const threshold = child(item, 'completionThreshold');
  const objective = primaryObjective(item, root);
  return [
    {
      id: token(item, 'identifier') ?? '',
      title: titleOf(item),
      description: '',
      line: item.line,
      isAsset: resource.element.attributes.some((a) => a.name.toLowerCase() === 'scormtype' && a.value === 'asset'),
      language: attribute(item, 'lang', xmlNamespace),
      href: address,
      file: packagePath(address),
      passingScore: dialect.passingScore(item, root),
      completionThreshold: threshold && thresholdOf(threshold),
      objectives: objectivesOf(item, root).flatMap((o) => token(o, 'objectiveID') ?? []),
      primaryObjective: objective && attribute(objective, 'objectiveID'),
      launchData: child(item, dialect.dataElement)?.text ?? null,
      moveOn: null,
      launchMethod: null,
    },
  ];
}

/** Puts an item's `parameters` behind an address by the rule of SCORM 2004 4th CAM 3.4. */
function withParameters(href: string, parameters: string): string {
  const rest = parameters.replace(/^[?&]+/, '');
  if (rest === '') return href;
  if (rest.startsWith('#')) return href.includes('#') ? href : href + rest;
  return `${href}${href.includes('?') ? '&' : '?'}${rest}`;
}

/** 4th edition: attributes; 3rd edition and before: the element's text (K8). */
function thresholdOf(element: XmlElement): number | null {
  const completedByMeasure = attribute(element, 'completedByMeasure');
  if (completedByMeasure === null) return numberOrNull(element.text);
  return completedByMeasure === 'true' ? numberOrNull(attribute(element, 'minProgressMeasure') ?? '1.0') : null;
}

/** The primary objective of an item's sequencing, its own or the one it names in the collection by `IDRef`. */
export function primaryObjective(item: XmlElement, root: XmlElement): XmlElement | null {
  return objectivesOf(item, root).find((o) => o.name === 'primaryObjective') ?? null;
}

/** The objectives of an item's sequencing, the primary one first. */
function objectivesOf(item: XmlElement, root: XmlElement): readonly XmlElement[] {
  const own = child(item, 'sequencing');
  if (own === null) return [];
  const idRef = token(own, 'IDRef');
  const collection = child(root, 'sequencingCollection');
  const shared = idRef !== null && collection ? collection.children.find((s) => token(s, 'ID') === idRef) : undefined;
  for (const sequencing of [own, shared]) {
    const objectives = sequencing && child(sequencing, 'objectives');
    const primary = objectives && child(objectives, 'primaryObjective');
    if (primary) return [primary, ...childrenNamed(objectives, 'objective')];
  }
  return [];
}

function numberOrNull(text: string): number | null {
  const trimmed = text.trim();
  return trimmed === '' || Number.isNaN(Number(trimmed)) ? null : Number(trimmed);
}

/** Every manifest item of a manifest, those of manifests inside it too, in document order. */
export function manifestItems(root: XmlElement): readonly XmlElement[] {
  return withDescendants(root).filter((e) => e.name === 'item' && e.namespace === root.namespace);
}
