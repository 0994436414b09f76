import type { Diagnostic } from '../diagnostics.js';
import type { LaunchUnit, Manifest } from '../verify/package.js';
import type { CourseUnit } from './course.js';
import { completionWord, launchFile } from './manifest.js';
import type { PackageParts } from './package-parts.js';
import { problem } from './problem.js';
import type { Target } from './targets.js';

/** Where the manifest, read back, does not state what the course and its modules state. */
export function checkManifest(manifest: Manifest, { course, open }: PackageParts): readonly Diagnostic[] {
  const { file, units } = manifest;
  if (units.length === 0) return [];
  const missing = course.units.filter(({ folder }) => !units.some((unit) => unit.file === folder + launchFile));
  const extra = units.filter((unit) => !course.units.some(({ folder }) => unit.file === folder + launchFile));
  const hint = 'correct the manifest template.';
  return [
    ...missing.map(({ folder }) =>
      problem('launch', file, `The manifest does not launch ${folder + launchFile}.`, hint),
    ),
    ...extra.map(({ href }) =>
      problem('launch', file, `The manifest launches ${href}, which is no module's page.`, hint),
    ),
    ...titleDisagreement(manifest.title, course.title, file),
    ...course.units.flatMap((unit) => {
      const stated = units.find((one) => one.file === unit.folder + launchFile);
      return stated === undefined ? [] : unitDisagreements(stated, unit, open.target, file);
    }),
  ];
}

function unitDisagreements(stated: LaunchUnit, unit: CourseUnit, target: Target, file: string): readonly Diagnostic[] {
  const faults = [
    ...titleDisagreement(stated.title, unit.module.title, file),
    ...scoreDisagreement(stated, unit, target, file),
  ];
  const word = completionWord(unit, target);
  if (word === null || stated.moveOn === word) return faults;
  const message = `The manifest's completion is "${stated.moveOn}"; the module's rule asks for "${word}".`;
  const hint = 'correct the manifest template or `completion` in target.json.';
  return [...faults, problem('completion', file, message, hint)];
}

function titleDisagreement(stated: string, wanted: string, file: string): readonly Diagnostic[] {
  if (stated === wanted.trim()) return [];
  const message = `The manifest's title is "${stated}", the text's "${wanted}".`;
  const hint = 'write the title as plain text without line breaks or control characters.';
  return [problem('title', file, message, hint)];
}

/** A standard that states whole percents can't hold 66.7 %: systems would then pass or fail others than the course does. */
function scoreDisagreement(
  stated: LaunchUnit,
  { module }: CourseUnit,
  target: Target,
  file: string,
): readonly Diagnostic[] {
  const wanted = module.assessment?.passingScore ?? null;
  const score = stated.passingScore;
  if (score === wanted || (score !== null && wanted !== null && Math.abs(score - wanted) < 1e-9)) return [];
  if (wanted !== null && score === null && !target.statesPassingScore) return [];
  const message = `The passing score is ${percent(wanted)} in the module and ${percent(score)} in the manifest.`;
  return [problem('passing-score', file, message, 'write a passing score in whole percent.')];
}

function percent(score: number | null): string {
  return score === null ? 'not stated' : `${Number((score * 100).toFixed(4))} %`;
}
