import type { Diagnostic } from '../diagnostics.js';
import type { Finding } from './finding.js';
import { zipRefusals } from './zip/refusals.js';

/** Why a manifest is refused before any rule is asked. */
const manifestRefusals: Readonly<Record<string, string>> = {
  'manifest-missing': 'SCORM 1.2 CAM 2.2; SCORM 2004 4th CAM 3.2; cmi5 14.1',
  'manifest-too-large': 'an importer would run out of memory',
  'manifest-root': 'SCORM 2004 4th CAM 3.4; cmi5 13',
  'not-well-formed': 'XML 1.0, 2.1',
  'document-type': 'cmi5 14.1 allows no entities, and no standard of packages needs one',
};

const sources = new Map(Object.entries({ ...zipRefusals, ...manifestRefusals }));

/** What reading a package refused, as findings: an error each. */
export function refusalFindings(diagnostics: readonly Diagnostic[]): readonly Finding[] {
  return diagnostics.map(({ code, file, line, message, hint }) => {
    const rule = code.replace(/^package\//, '');
    return {
      rule,
      severity: 'error',
      file,
      line: line > 1 ? line : null,
      message,
      remedy: hint,
      source: sources.get(rule) ?? '',
    };
  });
}
