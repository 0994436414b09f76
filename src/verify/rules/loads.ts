import { factsOf } from '../facts/facts-of.js';
import type { Placed } from '../facts/file-facts.js';
import type { Load } from '../facts/loads.js';
import type { Judged } from '../package.js';
import { packagePath } from '../package-path.js';
import { type Breach, everyProtocol, type Rule } from '../rule.js';

/** Nothing is loaded from outside, and all that is loaded is there. */
export const loadRules: readonly Rule[] = [
  {
    id: 'load-outside',
    says: 'Pages, drawings and style sheets load nothing from outside the package.',
    source: 'a package works where the network ends, and tells nobody that it is used',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) =>
      loadsOf(pkg)
        .filter((load) => load.path === null)
        .map((load) =>
          breach(
            load,
            'is loaded from outside the package.',
            'put the file into the package and name it by a relative path.',
          ),
        )
        .map((b) => (b.file.endsWith('.css') && b.message.startsWith('..') ? { ...b, severity: 'note' } : b)),
  },
  {
    id: 'load-missing',
    says: 'What pages, drawings and style sheets load is in the package.',
    source: 'file names are told apart by case on most systems',
    protocols: everyProtocol,
    severity: 'warning',
    breaches: (pkg) =>
      loadsOf(pkg)
        .filter(({ path }) => path !== null && path !== '' && !pkg.files.has(path))
        .map((load) =>
          breach(load, 'is loaded, but is not in the package.', 'add the file, or correct the name with its case.'),
        )
        // A style sheet names much that no page comes to use.
        .map((b) => (b.file.endsWith('.css') ? { ...b, severity: 'note' } : b)),
  },
];

/** A load with the file that it stands in, and the file in the package that it names (null: none). */
interface PlacedLoad extends Placed<Load> {
  readonly file: string;
  readonly path: string | null;
}

/** All loads of a package. */
function loadsOf(pkg: Judged): readonly PlacedLoad[] {
  return [...factsOf(pkg)].flatMap(([file, { loads }]) => {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    return loads
      .filter((load) => !fetchesNothing(load.address))
      .map((load) => ({ ...load, file, path: packagePath(load.address, folder) }));
  });
}

/** Places within the page, what is written out in full, and what a template or script fills in. */
function fetchesNothing(address: string): boolean {
  return (
    address === '' || address.startsWith('#') || /^(data|blob|about|javascript):|\{\{|\$\{|<%|%%|["'+<>]/i.test(address)
  );
}

function breach({ file, line, address }: PlacedLoad, what: string, hint: string): Breach {
  return { file, line, message: `${address} ${what}`, hint };
}
