import type { Finding } from './finding.js';
import { type Kind, kindOf } from './kind.js';
import type { Manifest } from './package.js';
import { readManifest } from './read-manifest.js';
import { withDescendants } from './read-xml.js';
import { refusalFindings } from './refusal-findings.js';

/** A manifest that was read, or what the package is instead and why it is none that can be judged. */
export type ReadManifest =
  | { readonly manifest: Manifest }
  | { readonly manifest: null; readonly kind: Kind | null; readonly findings: readonly Finding[] };

/**
 * Reads the manifest of a package; one of another kind is named as what it is.
 * @param manifests content of the manifests at its root, by name
 * @param files everything in it
 * @param label its name, for findings
 * @param isBare true for a course structure that came without a zip
 */
export async function manifestFindings(
  manifests: ReadonlyMap<string, Uint8Array>,
  files: ReadonlyMap<string, unknown>,
  label: string,
  isBare = false,
): Promise<ReadManifest> {
  const { value, diagnostics } = await readManifest(manifests, label, files.keys());
  if (value === undefined) {
    const other = manifests.size === 0 ? otherKind([...files.keys()]) : null;
    if (other === null) {
      const named = isBare ? diagnostics.map((d) => ({ ...d, file: label })) : diagnostics;
      return { manifest: null, kind: null, findings: refusalFindings(named) };
    }
    return { manifest: null, kind: other.kind, findings: [finding(other, label)] };
  }
  if (!isScorm(value)) return { manifest: null, kind: imsKind.kind, findings: [finding(imsKind, value.file)] };
  return { manifest: isBare ? { ...value, isBare, file: label } : value };
}

interface OtherKind {
  readonly kind: Kind;
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
  readonly source: string;
}

function finding({ rule, message, remedy, source }: OtherKind, file: string): Finding {
  return { rule, severity: 'error', file, line: null, message, remedy, source };
}

const aiccKind: OtherKind = {
  kind: { standard: 'AICC', edition: null, title: 'AICC' },
  rule: 'kind-aicc',
  message: 'This is an AICC package: its course structure is in .crs, .au, .des and .cst files. It is not judged here.',
  remedy: 'test it in the LMS that takes it, or publish it anew as SCORM 1.2 or cmi5.',
  source: 'AICC CMI001 was given up in 2014; cmi5 follows it',
};

const webKind: OtherKind = {
  kind: { standard: 'web', edition: null, title: 'plain web pages' },
  rule: 'kind-web',
  message: 'These are web pages without a manifest: an LMS can show them, and learns nothing of what learners do.',
  remedy: 'publish them as SCORM, cmi5 or xAPI, when the LMS is to keep record.',
  source: 'SCORM 2004 4th CAM 3.2; cmi5 14.1',
};

const imsKind: OtherKind = {
  kind: { standard: 'IMS', edition: null, title: 'IMS content packaging' },
  rule: 'kind-ims',
  message: 'The manifest is one of IMS content packaging, with nothing of SCORM in it.',
  remedy: 'publish the content as SCORM when it is to be launched and tracked.',
  source: 'SCORM 2004 4th CAM 3.4',
};

function otherKind(names: readonly string[]): OtherKind | null {
  const endings = new Set(names.map((name) => name.split('.').at(-1)?.toLowerCase()));
  if (endings.has('crs') && endings.has('au')) return aiccKind;
  // A manifest in a folder is told of by `manifest-missing`.
  const hidden = names.some((name) => /(^|\/)(imsmanifest|tincan|cmi5)\.xml$/i.test(name));
  return !hidden && names.some((name) => /^[^/]+\.html?$/i.test(name)) ? webKind : null;
}

/** True unless it is a manifest of IMS that says nothing of ADL: no namespace, no schema, no version. */
function isScorm({ protocol, edition, root }: Manifest): boolean {
  if (protocol !== 'scorm2004' || kindOf({ protocol, edition }).edition !== null) return true;
  const isAdl = (text: string) => /adlnet|ADL SCORM/i.test(text);
  return withDescendants(root).some(
    (e) => isAdl(e.namespace) || (e.name === 'schema' && isAdl(e.text)) || e.attributes.some((a) => isAdl(a.namespace)),
  );
}
