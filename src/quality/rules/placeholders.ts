import { fault } from '../../definition/fault.js';
import type { QualityRule } from '../quality-rule.js';
import { matches } from '../written.js';

/** Places that a new module holds for its author's words. */
export const placeholders: QualityRule = {
  code: 'quality/placeholder',
  advice: ({ texts }) =>
    texts.flatMap((text) =>
      matches(text, /\[To write:[^\]]*\]/g).map(({ at, found }) =>
        fault(
          'quality/placeholder',
          text.at(at, found.length),
          'Here your own words are missing.',
          `write ${found.slice('[To write:'.length, -1).replace(/\s+/g, ' ').trim()}`,
          'warning',
        ),
      ),
    ),
};
