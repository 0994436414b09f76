import { topOf } from '../files.js';
import type { Places } from '../module-definition.js';
import type { Path, YamlFile } from './read-yaml.js';

/** Places in a block of a YAML file, by paths that begin at the block. */
export function placesBelow(file: YamlFile, base: Path): Places {
  return {
    value: (path) => file.value([...base, ...path]),
    key: (path) => file.key([...base, ...path]),
    piece: (path, text, count) => file.piece([...base, ...path], text, count),
  };
}

/** Places of a file that could not be read: always its top. */
export function placesAtTop(file: string): Places {
  const top = () => topOf(file);
  return { value: top, key: top, piece: top };
}
