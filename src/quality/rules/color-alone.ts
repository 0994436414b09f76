import { fault } from '../../definition/fault.js';
import type { QualityRule } from '../quality-rule.js';
import { matches } from '../written.js';

const color = '(?:red|green|yellow|blue|orange|purple|pink|gr[ae]y)';
const thing = '(?:ones?|boxes|box|bars?|lines?|words?|text|items?|parts?|fields?|buttons?|areas?|dots?|arrows?|marks?)';
const patterns = [
  new RegExp(`\\b(?:marked|shown|printed|written|highlighted|set|colou?red)\\s+in\\s+${color}\\b`, 'gi'),
  new RegExp(`\\b(?:the|each|every|all)\\s+${color}\\s+${thing}\\b`, 'gi'),
];

/** WCAG 2.2, 1.4.1: who can't tell the colors apart must find the thing too. */
export const colorAlone: QualityRule = {
  code: 'quality/color-alone',
  advice: ({ texts }) =>
    texts.flatMap((text) =>
      patterns.flatMap((pattern) =>
        matches(text, pattern).map(({ at, found }) =>
          fault(
            'quality/color-alone',
            text.at(at, found.length),
            `“${found.replace(/\s+/g, ' ')}” points at something by its color alone.`,
            'name its place, shape or words as well (WCAG 2.2, 1.4.1)',
            'warning',
          ),
        ),
      ),
    ),
};
