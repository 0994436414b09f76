import type { Diagnostic } from '../diagnostics.js';
import { allowancesIn } from './allowances.js';
import type { QualityRule } from './quality-rule.js';
import { altTexts } from './rules/alt-texts.js';
import { caseNumbers } from './rules/case-numbers.js';
import { colorAlone } from './rules/color-alone.js';
import { longAnswers, negations, samePositions, standInOptions } from './rules/options.js';
import { placeholders } from './rules/placeholders.js';
import { readingLevel } from './rules/reading-level.js';
import { terms } from './rules/terms.js';
import type { Written } from './written.js';

/** Every kind of advice. */
export const qualityRules: readonly QualityRule[] = [
  placeholders,
  readingLevel,
  terms,
  caseNumbers,
  colorAlone,
  altTexts,
  longAnswers,
  standInOptions,
  negations,
  samePositions,
];

/** Advice on how a module is written: warnings, without those that its authors allowed with a reason. */
export function checkQuality(written: Written): readonly Diagnostic[] {
  return allowancesIn(written.texts).apply(qualityRules.flatMap((rule) => rule.advice(written)));
}
