import type { Severity } from '../finding.js';
import type { Judged, Protocol } from '../package.js';
import type { XmlElement } from '../read-xml.js';
import { type Breach, type Rule, scormProtocols } from '../rule.js';

/** A breach at an element of the manifest; `severity` where it differs from the rule's own. */
export type At = (element: XmlElement, message: string, hint: string, severity?: Severity) => Breach;

/** What is said of a rule, besides what it finds. */
interface About {
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly severity: Severity;
  /** Both versions when left out. */
  readonly protocols?: readonly Protocol[];
}

/** A rule of SCORM's manifests. */
export function scormRule(about: About, breaches: (root: XmlElement, at: At, pkg: Judged) => readonly Breach[]): Rule {
  const at =
    (pkg: Judged): At =>
    (element, message, hint, severity = about.severity) => ({
      file: pkg.manifest.file,
      line: element.line,
      message,
      hint,
      severity,
    });
  return {
    protocols: scormProtocols,
    ...about,
    breaches: (pkg) => breaches(pkg.manifest.root, at(pkg), pkg),
  };
}
