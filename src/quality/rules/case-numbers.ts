import { fault } from '../../definition/fault.js';
import type { QualityRule } from '../quality-rule.js';
import { matches } from '../written.js';

/** Forms of numbers by which a real case or person could be found; invented ones should not look like them either. */
const forms: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\b\d{4}-\d{4}-\d{4}-\d{7}\b/g, what: 'a case number of the statewide case system' },
  { pattern: /\b\d{19}\b/g, what: 'a case number of the statewide case system' },
  { pattern: /\b(?:JV|JD|J|DP)-?\d{5,}\b/g, what: 'a number of a juvenile court' },
  { pattern: /\bcase\s+(?:no\.?|number|#)\s*[A-Z]*-?\d{3,}/gi, what: 'a case number' },
  { pattern: /\b\d{3}-\d{2}-\d{4}\b/g, what: 'a Social Security number' },
];

export const caseNumbers: QualityRule = {
  code: 'quality/case-number',
  advice: ({ texts }) =>
    texts.flatMap((text) =>
      forms.flatMap(({ pattern, what }) =>
        matches(text, pattern).map(({ at, found }) =>
          fault(
            'quality/case-number',
            text.at(at, found.length),
            `“${found}” looks like ${what}.`,
            'leave it out, or write one that cannot be real, such as “case 1”',
            'warning',
          ),
        ),
      ),
    ),
};
