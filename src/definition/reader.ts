import { type Diagnostic, inReadingOrder } from '../diagnostics.js';
import { type Entry, type Folder, listFolder, readText } from './files.js';
import type { Loaded } from './module-definition.js';
import { Readings } from './readings.js';
import type { SourceText } from './source-text.js';

/** Reads files of one folder and keeps what was found wrong, and the texts. */
export class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly sources = new Map<string, string>();
  constructor(
    readonly root: Folder,
    /** What was read before; nothing when left out. */
    readonly readings = new Readings(),
  ) {}

  readonly report = (found: Diagnostic): void => {
    this.diagnostics.push(found);
  };

  async read(file: Folder): Promise<SourceText | null> {
    const source = await readText(file, this.root, this.report);
    if (source !== null) this.sources.set(source.file, source.text);
    return source;
  }

  async list(folder: Folder): Promise<readonly Entry[]> {
    return (await listFolder(folder, this.root, this.report)) ?? [];
  }

  result<T>(value: T): Loaded<T> {
    return { ...this.nothing(), value };
  }

  nothing(): Loaded<never> {
    return { diagnostics: inReadingOrder(this.diagnostics), sources: this.sources };
  }
}
