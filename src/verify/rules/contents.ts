import { factsOf } from '../facts/facts-of.js';
import { scannedBytes } from '../facts/scan-file.js';
import { secretsIn } from '../facts/secrets.js';
import { type Breach, everyProtocol, type Rule } from '../rule.js';

/** What is inside the files of a package, whatever its standard. */
export const contentRules: readonly Rule[] = [
  {
    id: 'file-secret',
    says: 'No file holds a credential.',
    source: 'whoever has the package, or takes the course, can read it',
    protocols: everyProtocol,
    breaches: (pkg) =>
      [...factsOf(pkg)].flatMap(([file, { secrets }]) =>
        // Of the launch data `no-secret` tells.
        (file === pkg.manifest.file && pkg.manifest.units.some((u) => secretsIn(u.launchData ?? '').length > 0)
          ? []
          : secrets
        ).map(
          ({ kind, line }): Breach => ({
            file,
            line,
            message: `Here stands what looks like ${kind}.`,
            hint: 'take it out and have it replaced where it is valid: it counts as known. An LMS hands credentials over at launch.',
            ...(kind === 'a password or key' ? { severity: 'warning' } : {}),
          }),
        ),
      ),
  },
  {
    id: 'file-unload',
    says: 'Nothing waits for the page to be unloaded to save.',
    source: 'browsers are switching `unload` off, and never sent it surely on phones',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) =>
      [...factsOf(pkg)].flatMap(([file, { unloads }]) =>
        unloads.slice(0, 1).map(({ line }) => ({
          file,
          line,
          message: 'A handler waits for `unload`: what it saves can be lost.',
          hint: 'save when something happens, and once more on `pagehide` and `visibilitychange`.',
        })),
      ),
  },
  {
    id: 'script-outside',
    says: 'Scripts talk to nobody outside the package.',
    source: 'a package works where the network ends, and tells nobody that it is used',
    protocols: everyProtocol,
    severity: 'note',
    breaches: (pkg) => {
      const seen = new Set<string>();
      return [...factsOf(pkg)].flatMap(([file, { calls }]) =>
        calls.flatMap(({ host, line }) => {
          if (seen.has(host)) return [];
          seen.add(host);
          return [
            {
              file,
              line,
              message: `A script talks to ${host}.`,
              hint: 'make sure that learners may reach it, and that they are told.',
            },
          ];
        }),
      );
    },
  },
  {
    id: 'file-large',
    says: 'No file is so large that uploads and learners wait for it.',
    source: 'many systems refuse uploads above 100 MB; our judgement',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) =>
      [...factsOf(pkg)].flatMap(([file, { size, isRead }]): readonly Breach[] => {
        const megabytes = `${Math.round(size / 1e6)} MB`;
        if (size > 50_000_000)
          return [
            {
              file,
              message: `The file has ${megabytes}.`,
              hint: 'pack the video smaller, or cut it into parts.',
            },
          ];
        const isText = !isRead && size > scannedBytes && /\.(html?|js|css|svg)$/i.test(file);
        return isText
          ? [
              {
                file,
                severity: 'note',
                message: `The file is text of ${megabytes}: its inside was not looked at.`,
                hint: 'split it; learners wait for it before the first page.',
              },
            ]
          : [];
      }),
  },
];
