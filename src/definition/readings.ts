import type { Diagnostic } from '../diagnostics.js';
import { Kept } from '../kept.js';
import { PictureVerdicts } from './picture-verdicts.js';
import type { SourceText } from './source-text.js';

/** A lesson, its texts for translators, a file of questions, module.yaml, or any YAML as it stands. */
export type Reading = 'lesson' | 'texts' | 'questions' | 'module' | 'yaml';

type Report = (d: Diagnostic) => void;

/**
 * What was read from the texts of a module, and what was made of that, for as long as each stays as it is: whoever looks
 * again after each save reads one file of many.
 */
export class Readings {
  readonly #kept = new Kept();
  /** What was made of the definitions that were read. */
  readonly meanings = new Kept();

  /** @param pictures what was found in pictures, maybe by an earlier run */
  constructor(readonly pictures = new PictureVerdicts()) {}

  /**
   * The same as `read`, which depends on nothing but the text and what is beside it.
   * @param what is read of it: of one text, several things may be
   * @param beside what else it depends on
   */
  of<T>(what: Reading, source: SourceText, beside: string, report: Report, read: (report: Report) => T): T {
    return this.made(`${what} ${source.file}`, [source.text, beside], report, read);
  }

  /**
   * The same as `make`, with the faults that it found: it depends on nothing but its grounds.
   * @param name says what it is; of one name everything is of one type
   * @param grounds as `Kept` compares them
   */
  made<T>(name: string, grounds: readonly unknown[], report: Report, make: (report: Report) => T): T {
    const { value, found } = this.#kept.of(name, grounds, () => {
      const faults: Diagnostic[] = [];
      return { value: make((one) => faults.push(one)), found: faults };
    });
    for (const one of found) report(one);
    return value;
  }
}
