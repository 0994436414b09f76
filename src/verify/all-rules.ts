import type { Rule } from './rule.js';
import { cmi5Rules } from './rules/cmi5.js';
import { contentRules } from './rules/contents.js';
import { fileRules } from './rules/files.js';
import { loadRules } from './rules/loads.js';
import { scormFileRules } from './rules/scorm-files.js';
import { scormManifestRules } from './rules/scorm-manifest.js';
import { scormSequencingRules } from './rules/scorm-sequencing.js';
import { scormWordRules } from './rules/scorm-words.js';
import { xapiRules } from './rules/xapi.js';
import { zipRules } from './rules/zip.js';

/** Every rule, from the zip inwards. What cannot even be read is refused before, under ids of its own. */
export const allRules: readonly Rule[] = [
  ...zipRules,
  ...fileRules,
  ...loadRules,
  ...contentRules,
  ...scormManifestRules,
  ...scormWordRules,
  ...scormSequencingRules,
  ...scormFileRules,
  ...cmi5Rules,
  ...xapiRules,
];
