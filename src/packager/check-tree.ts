import type { Diagnostic } from '../diagnostics.js';
import { htmlOfRest, restName } from '../render/rest-file.js';
import { checkPackage } from '../verify/check-package.js';
import { type FileFacts, noFacts } from '../verify/facts/file-facts.js';
import { loadsOfMarkup } from '../verify/facts/loads.js';
import type { Manifest } from '../verify/package.js';
import { readManifest } from '../verify/read-manifest.js';
import { fileRules } from '../verify/rules/files.js';
import { loadRules } from '../verify/rules/loads.js';
import { checkLengths } from './check-lengths.js';
import { checkManifest } from './check-manifest.js';
import { checkSizes } from './check-sizes.js';
import type { CourseUnit } from './course.js';
import { packageName } from './package-name.js';
import type { PackageParts } from './package-parts.js';
import { problem } from './problem.js';
import { waitingInVain } from './sequencing.js';

/**
 * Faults of a package before it is zipped: by the rules of its standard, by its schemas, and where the manifest
 * does not say what the modules say. Files are named as in the zip, below the zip's name.
 */
export async function checkTree(
  tree: ReadonlyMap<string, Uint8Array>,
  parts: PackageParts,
): Promise<readonly Diagnostic[]> {
  const name = packageName(parts);
  const found = [
    ...parts.course.units.flatMap(({ module }) => checkSizes(module, parts.open.target)),
    ...checkLengths(tree, parts),
    ...orderWarnings(parts),
    ...(parts.open.target.forLms ? await lmsFaults(tree, parts, name) : fileFaults(tree)),
    ...parts.course.units.flatMap((unit) => restFaults(tree, unit)),
  ];
  return found.map((d) => ({ ...d, file: d.file === name ? name : `${name}/${d.file}` }));
}

async function lmsFaults(
  tree: ReadonlyMap<string, Uint8Array>,
  parts: PackageParts,
  name: string,
): Promise<readonly Diagnostic[]> {
  const { schemas } = parts.open;
  const manifest = await readManifest(tree, name);
  if (manifest.value === undefined) return manifest.diagnostics;
  const pkg = { files: tree, entries: [], manifest: manifest.value };
  const found = await checkPackage(pkg, schemas ?? undefined);
  // The rule guards systems whose import fails; the LMS profile says that this one takes them.
  const allowed = parts.profile.globalObjectives.value ? ['package/scorm-map-info'] : [];
  return [...checkManifest(manifest.value, parts), ...found.filter(({ code }) => !allowed.includes(code))];
}

/** No manifest is read by these rules, so a package for plain web servers can be held to them too. */
function fileFaults(tree: ReadonlyMap<string, Uint8Array>): readonly Diagnostic[] {
  const pkg = { files: tree, entries: [], manifest: withoutUnits };
  return [...fileRules, ...loadRules].flatMap((rule) =>
    rule.id === 'no-unit' ? [] : rule.breaches(pkg).map((b) => problem(rule.id, b.file, b.message, b.hint, b.line)),
  );
}

const withoutUnits: Manifest = {
  protocol: 'xapi',
  file: '',
  edition: null,
  id: '',
  title: '',
  description: '',
  units: [],
  root: { name: '', namespace: '', line: 1, text: '', attributes: [], children: [] },
};

/** The pages in the second file must load no more than the first may: there they stand inside a script. */
function restFaults(tree: ReadonlyMap<string, Uint8Array>, { folder }: CourseUnit): readonly Diagnostic[] {
  const scripts = [...tree.keys()].filter((name) => name.startsWith(`${folder}rest.`) && name.endsWith('.js'));
  return [folder + restName, ...scripts.filter((name) => name !== folder + restName)].flatMap((file) =>
    restFileFaults(tree, folder, file),
  );
}

function restFileFaults(tree: ReadonlyMap<string, Uint8Array>, folder: string, file: string): readonly Diagnostic[] {
  const html = htmlOfRest(Buffer.from(tree.get(file) ?? []).toString('utf8'));
  if (html === null) return [];
  const page = `${folder}rest.html`;
  // Its scripts and credentials were looked for in the file itself: here only what the pages load.
  const loads = loadsOfMarkup(html).map((load) => ({ ...load, line: 1 }));
  const files = new Map<string, Uint8Array | FileFacts>([...tree, [page, { ...noFacts, loads }]]);
  const pkg = { files, entries: [], manifest: withoutUnits };
  return loadRules.flatMap((rule) =>
    rule
      .breaches(pkg)
      .filter((breach) => breach.file === page)
      .map(({ message, hint }) => problem(rule.id, file, message, hint)),
  );
}

/** Where a target can be told an order but not hold anybody to it. */
function orderWarnings({ course, open, profile }: PackageParts): readonly Diagnostic[] {
  if (open.target.prerequisites !== 'in-line' || profile.globalObjectives.value) return [];
  return waitingInVain(course).map(({ unit, wanted }) => {
    const message = `${open.target.title} can't keep "${unit.module.id}" closed until "${wanted.module.id}" is done: the order is advice only.`;
    const hint = `let every module behind "${wanted.module.id}" come after it, or name an LMS profile that allows global objectives.`;
    return { ...problem('order-advice', open.target.manifest.file, message, hint), severity: 'warning' };
  });
}
