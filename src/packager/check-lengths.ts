import type { Diagnostic } from '../diagnostics.js';
import type { PackageParts } from './package-parts.js';
import { problem } from './problem.js';

/** What is longer than the standard or the LMS takes: titles, version, launch data, paths. */
export function checkLengths(tree: ReadonlyMap<string, Uint8Array>, parts: PackageParts): readonly Diagnostic[] {
  const { course, open, profile, launchData = '' } = parts;
  const { target } = open;
  const { limits, manifest } = target;
  const titles = [...new Set([course.title, ...course.units.map(({ module }) => module.title)])];
  const shorter = 'the collector needs a shorter address, or leave this target out.';
  const measured = [
    ...titles.map((title) => ({ what: 'title', text: title, most: limits.title, hint: '' })),
    { what: 'version', text: course.version, most: limits.version, hint: '' },
    { what: 'launch data', text: launchData, most: limits.launchData, hint: shorter },
  ];
  const { value: longest } = profile.longestPath;
  return [
    ...measured.flatMap(({ what, text, most, hint }) => {
      if (most === null || text.length <= most) return [];
      const message = `The ${what} has ${text.length} characters; ${target.title} allows ${most}.`;
      return [problem('too-long', manifest.file, message, hint || `shorten the ${what}, or leave this target out.`)];
    }),
    ...[...tree.keys()].flatMap((file) => {
      if (longest === null || file.length <= longest) return [];
      const message = `The path has ${file.length} characters; ${profile.title} takes ${longest}.`;
      return [problem('path-too-long', file, message, 'give the file, or the module, a shorter name.')];
    }),
    ...titles.flatMap((title) => titleWarning(title, parts)),
  ];
}

/** Moodle reads "A &amp; B" as "A &B": no fault of the package, but an ugly title. */
function titleWarning(title: string, { open }: PackageParts): readonly Diagnostic[] {
  if (!open.target.plainTitles || !/[&<]/.test(title)) return [];
  const message = `Some systems show the title "${title}" without the blank behind "&" or "<".`;
  const { file } = open.target.manifest;
  return [{ ...problem('title-entity', file, message, 'write "and", or another word.'), severity: 'warning' }];
}
