/** What a strict LMS refuses at import, each with cmi5's section. */
export const packageRules = {
  P1: '14.1',
  P2: '3.0',
  P3: '13.1',
  P4: '13.1.4, 14.1',
  P5: '8.1',
  P6: '13.2',
  P7: '13.2',
} as const;
export type PackageRuleId = keyof typeof packageRules;

/** Which of them a fault of a package breaks, by the fault's code. */
export const ruleOfFault: Readonly<Record<string, PackageRuleId>> = {
  'package/zip-unreadable': 'P1',
  'package/manifest-missing': 'P1',
  'package/cmi5-iri': 'P2',
  'package/cmi5-unique': 'P3',
  'package/cmi5-objective-ref': 'P3',
  'package/cmi5-url': 'P4',
  'package/launch-file': 'P4',
  'package/cmi5-query': 'P5',
  'package/document-type': 'P6',
  'package/not-well-formed': 'P7',
  'package/manifest-root': 'P7',
  'package/cmi5-structure': 'P7',
};
