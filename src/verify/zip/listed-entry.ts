import type { Entry } from 'yauzl';
import type { ZipEntry } from '../package.js';

/** An entry as the zip's directory has it, with the library's own record to open it by. */
export interface ListedEntry {
  readonly record: ZipEntry;
  readonly entry: Entry;
}
