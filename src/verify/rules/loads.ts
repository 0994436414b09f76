import { type Load, loadsOfMarkup, loadsOfStyle } from '../loads.js';
import type { Package } from '../package.js';
import { packagePath } from '../package-path.js';
import { type Breach, everyProtocol, type Rule } from '../rule.js';

/** Formats that load something, with what reads their loads. */
const readers: Readonly<Record<string, (text: string) => readonly Load[]>> = {
  html: loadsOfMarkup,
  htm: loadsOfMarkup,
  svg: loadsOfMarkup,
  css: loadsOfStyle,
};

/** Nothing is loaded from outside, and all that is loaded is there. */
export const loadRules: readonly Rule[] = [
  {
    id: 'load-outside',
    says: 'Pages, drawings and style sheets load nothing from outside the package.',
    source: 'a package works where the network ends, and tells nobody that it is used',
    protocols: everyProtocol,
    breaches: (pkg) =>
      loadsOf(pkg)
        .filter((load) => load.path === null)
        .map((load) =>
          breach(
            load,
            'is loaded from outside the package.',
            'put the file into the package and name it by a relative path.',
          ),
        ),
  },
  {
    id: 'load-missing',
    says: 'What pages, drawings and style sheets load is in the package.',
    source: 'file names are told apart by case on most systems',
    protocols: everyProtocol,
    breaches: (pkg) =>
      loadsOf(pkg)
        .filter((load) => load.path !== null && !pkg.files.has(load.path))
        .map((load) =>
          breach(load, 'is loaded, but is not in the package.', 'add the file, or correct the name with its case.'),
        ),
  },
];

/** A load with the file that it stands in, and the file in the package that it names (null: none). */
interface PlacedLoad extends Load {
  readonly file: string;
  readonly text: string;
  readonly path: string | null;
}

const read = new WeakMap<Package, readonly PlacedLoad[]>();

/** All loads of a package, read once for both rules. */
function loadsOf(pkg: Package): readonly PlacedLoad[] {
  const known = read.get(pkg);
  if (known !== undefined) return known;
  const loads = [...pkg.files].flatMap(([file, bytes]) => {
    const loadsIn = readers[file.split('.').at(-1)?.toLowerCase() ?? ''];
    if (loadsIn === undefined) return [];
    const text = new TextDecoder().decode(bytes);
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    return loadsIn(text)
      .filter((load) => !fetchesNothing(load.address))
      .map((load) => ({ ...load, file, text, path: packagePath(load.address, folder) }));
  });
  read.set(pkg, loads);
  return loads;
}

function fetchesNothing(address: string): boolean {
  return address === '' || address.startsWith('#') || /^(data|blob|about):/i.test(address);
}

function breach(load: PlacedLoad, what: string, hint: string): Breach {
  const line = load.text.slice(0, load.index).split('\n').length;
  return { file: load.file, line, message: `${load.address} ${what}`, hint };
}
