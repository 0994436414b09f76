import type { Diagnostic } from '../diagnostics.js';
import { PictureVerdicts } from './picture-verdicts.js';
import type { SourceText } from './source-text.js';

/** A lesson, its texts for translators, a file of questions, module.yaml, or any YAML as it stands. */
export type Reading = 'lesson' | 'texts' | 'questions' | 'module' | 'yaml';

/** What was read from texts, for as long as each stays as it is: whoever looks again after each save reads one file of many. */
export class Readings {
  readonly #last = new Map<string, { text: string; beside: string; value: unknown; found: readonly Diagnostic[] }>();

  /** @param pictures what was found in pictures, maybe by an earlier run */
  constructor(readonly pictures = new PictureVerdicts()) {}

  /**
   * The same as `read`, which depends on nothing but the text and what is beside it.
   * @param what is read of it: of one text, several things may be
   * @param beside what else it depends on
   */
  of<T>(
    what: Reading,
    source: SourceText,
    beside: string,
    report: (d: Diagnostic) => void,
    read: (report: (d: Diagnostic) => void) => T,
  ): T {
    const key = `${what} ${source.file}`;
    const last = this.#last.get(key);
    if (last && last.text === source.text && last.beside === beside) {
      for (const one of last.found) report(one);
      // Of the same file, and the same thing of it.
      return last.value as T;
    }
    const found: Diagnostic[] = [];
    const value = read((one) => {
      found.push(one);
      report(one);
    });
    this.#last.set(key, { text: source.text, beside, value, found });
    return value;
  }
}
