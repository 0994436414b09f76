import type { Diagnostic } from '../diagnostics.js';
import type { Module } from '../model/module.js';
import { htmlOfRest, restName } from '../render/rest-file.js';
import { checkPackage } from '../verify/check-package.js';
import type { LaunchUnit, Manifest } from '../verify/package.js';
import { readManifest } from '../verify/read-manifest.js';
import { loadRules } from '../verify/rules/loads.js';
import type { PackageParts } from './assemble.js';
import { checkSizes } from './check-sizes.js';
import { completionWord, launchFile } from './manifest.js';
import { packageName } from './package-name.js';
import type { Target } from './targets.js';

/**
 * Faults of a package before it is zipped: by the rules of its standard, by its schemas, and where the manifest
 * does not say what the module says. Files are named as in the zip, below the zip's name.
 */
export async function checkTree(
  tree: ReadonlyMap<string, Uint8Array>,
  parts: PackageParts,
): Promise<readonly Diagnostic[]> {
  const { module, open } = parts;
  const name = packageName(module, open.target);
  const manifest = await readManifest(tree, name);
  const found =
    manifest.value === undefined
      ? manifest.diagnostics
      : [
          ...checkSizes(module, open.target),
          ...lengthFaults(module, open.target, parts.launchData ?? ''),
          ...titleWarnings(module, open.target),
          ...disagreements(manifest.value, module, open.target),
          ...(await checkPackage({ files: tree, entries: [], manifest: manifest.value }, open.schemas ?? undefined)),
          ...restFaults(tree, manifest.value),
        ];
  return found.map((d) => ({ ...d, file: d.file === name ? name : `${name}/${d.file}` }));
}

/** The pages in the second file must load no more than the first may: there they stand inside a script. */
function restFaults(tree: ReadonlyMap<string, Uint8Array>, manifest: Manifest): readonly Diagnostic[] {
  const html = htmlOfRest(Buffer.from(tree.get(restName) ?? []).toString('utf8'));
  if (html === null) return [];
  const page = 'rest.html';
  const pkg = { files: new Map([...tree, [page, Buffer.from(html)] as const]), entries: [], manifest };
  return loadRules.flatMap((rule) =>
    rule
      .breaches(pkg)
      .filter((breach) => breach.file === page)
      .map(({ message, hint }) => problem(rule.id, restName, message, hint)),
  );
}

function lengthFaults(module: Module, target: Target, launchData: string): readonly Diagnostic[] {
  const file = target.manifest.file;
  const measured = [
    { what: 'title', text: module.title, most: target.limits.title },
    { what: 'version', text: module.version, most: target.limits.version },
    { what: 'launch data', text: launchData, most: target.limits.launchData },
  ];
  return measured.flatMap(({ what, text, most }) => {
    if (most === null || text.length <= most) return [];
    const message = `The ${what} has ${text.length} characters; ${target.title} allows ${most}.`;
    return [problem('too-long', file, message, `shorten the ${what}, or leave this target out.`)];
  });
}

/** Moodle reads "A &amp; B" as "A &B": no fault of the package, but an ugly title. */
function titleWarnings(module: Module, target: Target): readonly Diagnostic[] {
  if (!target.plainTitles || !/[&<]/.test(module.title)) return [];
  const message = `Some systems show the title "${module.title}" without the blank behind "&" or "<".`;
  return [
    { ...problem('title-entity', target.manifest.file, message, 'write "and", or another word.'), severity: 'warning' },
  ];
}

/** Where the manifest, read back, does not state what the module states. */
function disagreements(manifest: Manifest, module: Module, target: Target): readonly Diagnostic[] {
  const { file } = manifest;
  const unit = manifest.units[0];
  if (unit === undefined) return [];
  const faults: Diagnostic[] = [];
  if (unit.title !== module.title.trim()) {
    const message = `The manifest's title is "${unit.title}", the module's "${module.title}".`;
    faults.push(
      problem('title', file, message, 'write the title as plain text without line breaks or control characters.'),
    );
  }
  if (unit.file !== launchFile) {
    faults.push(
      problem(
        'launch',
        file,
        `The manifest launches ${unit.href}, not ${launchFile}.`,
        'correct the manifest template.',
      ),
    );
  }
  faults.push(...scoreDisagreement(unit, module, target, file));
  const word = completionWord(module, target);
  if (word !== null && unit.moveOn !== word) {
    const message = `The manifest's completion is "${unit.moveOn}"; the module's rule asks for "${word}".`;
    faults.push(problem('completion', file, message, 'correct the manifest template or `completion` in target.json.'));
  }
  return faults;
}

/** A standard that states whole percents can't hold 66.7 %: systems would then pass or fail others than the course does. */
function scoreDisagreement(unit: LaunchUnit, module: Module, target: Target, file: string): readonly Diagnostic[] {
  const wanted = module.assessment?.passingScore ?? null;
  const stated = unit.passingScore;
  if (stated === wanted || (stated !== null && wanted !== null && Math.abs(stated - wanted) < 1e-9)) return [];
  if (wanted !== null && stated === null && !target.statesPassingScore) return [];
  const message = `The passing score is ${percent(wanted)} in the module and ${percent(stated)} in the manifest.`;
  return [problem('passing-score', file, message, 'write a passing score in whole percent.')];
}

function percent(score: number | null): string {
  return score === null ? 'not stated' : `${Number((score * 100).toFixed(4))} %`;
}

function problem(what: string, file: string, message: string, hint: string): Diagnostic {
  return { code: `package/${what}`, severity: 'error', file, line: 1, column: 1, message, hint };
}
