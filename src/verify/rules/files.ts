import { isAbsoluteAddress } from '../package-path.js';
import { manifestsIn } from '../read-manifest.js';
import { everyProtocol, type Rule } from '../rule.js';
import { isSafeName } from '../safe-name.js';
import { isNameUndeclared } from './zip.js';

/** What holds for the files of a package, whatever its standard. */
export const fileRules: readonly Rule[] = [
  {
    id: 'file-name',
    says: 'Names are ASCII letters, digits, `.`, `_`, `-` and `/`.',
    source: 'Moodle needs a flag for other names and Chamilo fails on them',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) => {
      // Of these `zip-utf8` tells.
      const undeclared = new Set(pkg.entries.filter((e) => isNameUndeclared(e)).map(({ name }) => name));
      return [...pkg.files.keys()]
        .filter((name) => !isSafeName(name) && !undeclared.has(name))
        .map((file) => ({
          file,
          message: `The name ${JSON.stringify(file)} is not unfolded alike by all systems.`,
          hint: 'use letters a to z, digits, `.`, `_` and `-`, and no blanks.',
          // Blanks and signs fail in few systems, letters outside ASCII in many.
          severity: /^[\x20-\x7e]*$/.test(file) ? 'note' : 'warning',
        }));
    },
  },
  {
    id: 'file-case',
    says: 'No two names differ in upper and lower case only.',
    source: 'some file systems take them for one',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) => {
      const seen = new Map<string, string>();
      return [...pkg.files.keys()].flatMap((file) => {
        const other = seen.get(file.toLowerCase());
        seen.set(file.toLowerCase(), file);
        return other === undefined
          ? []
          : [{ file, message: `${file} and ${other} differ in case only.`, hint: 'rename one of them.' }];
      });
    },
  },
  {
    id: 'one-manifest',
    says: 'The package has the manifest of one standard, and no AICC files.',
    source: 'Moodle takes a zip with a .cst file for AICC; importers choose among manifests as they like',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) => {
      const others = manifestsIn(pkg.files.keys()).filter((name) => name !== pkg.manifest.file);
      const aicc = [...pkg.files.keys()].filter((name) => /\.(cst|au|crs|des)$/i.test(name) && !name.includes('/'));
      return [...others, ...aicc].map((file) => ({
        file,
        message: `The file marks the package as one of another standard than ${pkg.manifest.file} does.`,
        hint: 'make one package for each standard.',
      }));
    },
  },
  {
    id: 'no-unit',
    says: 'The manifest launches at least one thing.',
    source: 'SCORM 2004 4th CAM 3.4; cmi5 13',
    protocols: everyProtocol,
    breaches: (pkg) =>
      pkg.manifest.units.length > 0
        ? []
        : [
            {
              file: pkg.manifest.file,
              message: 'The manifest names nothing to launch.',
              hint: 'name the launch page.',
            },
          ],
  },
  {
    id: 'launch-file',
    says: 'Everything that is launched is a file of the package, spelt exactly so.',
    source: 'cmi5 14; SCORM 2004 4th CAM 3.4',
    protocols: everyProtocol,
    breaches: (pkg) =>
      pkg.manifest.units.flatMap(({ href, file, line }) => {
        // Without a package around it, every address of a bare manifest leads nowhere: `cmi5-bare` says so.
        if (isAbsoluteAddress(href) || pkg.manifest.isBare) return [];
        if (file !== null && pkg.files.has(file)) return [];
        const near = [...pkg.files.keys()].find((name) => name.toLowerCase() === file?.toLowerCase());
        const hint =
          near === undefined
            ? 'name a file of the package by its path from the root.'
            : `write ${near}: systems tell upper from lower case.`;
        return [{ file: pkg.manifest.file, line, message: `${href} is launched, but is not in the package.`, hint }];
      }),
  },
  {
    id: 'launch-outside',
    says: 'Nothing is launched from outside the package.',
    source: 'a package works where the network ends',
    protocols: everyProtocol,
    breaches: (pkg) =>
      pkg.manifest.units
        // A bare course structure can name nothing else.
        .filter(({ href }) => isAbsoluteAddress(href) && URL.canParse(href, 'https://x/') && !pkg.manifest.isBare)
        .map(({ href, line }) => ({
          file: pkg.manifest.file,
          line,
          message: `${href} lies outside the package.`,
          hint: 'put the content into the package and name it by its path.',
          // cmi5 and xAPI talk to a record store from anywhere; SCORM needs its API in a page of the same origin.
          severity: pkg.manifest.protocol.startsWith('scorm') ? 'warning' : 'note',
        })),
  },
  {
    id: 'no-secret',
    says: 'The manifest hands the LMS no credential.',
    source: 'whoever has the zip can read it',
    protocols: everyProtocol,
    breaches: (pkg) =>
      pkg.manifest.units
        .filter((u) =>
          /\b(Basic|Bearer)\s+[A-Za-z0-9+/=._-]{8,}|"(auth|password|secret|token)"\s*:|:\/\/[^/\s@]+:[^/\s@]+@/i.test(
            u.launchData ?? '',
          ),
        )
        .map(({ line }) => ({
          file: pkg.manifest.file,
          line,
          message: 'The launch data hold what looks like a credential.',
          hint: 'leave it out: the LMS hands it over at launch.',
        })),
  },
];
