import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostics.js';

/** What was found in a picture, and of which bytes. */
export interface PictureVerdict {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly found: readonly Diagnostic[];
}

/** What was found in pictures, by the path that diagnostics show: whoever looks again looks at those that changed. */
export class PictureVerdicts {
  readonly #known: Map<string, PictureVerdict>;
  readonly #asked = new Set<string>();

  constructor(known: Readonly<Record<string, PictureVerdict>> = {}) {
    this.#known = new Map(Object.entries(known));
  }

  /** The same as `look`, which depends on nothing but the name and the bytes. */
  async of(
    file: string,
    bytes: Uint8Array,
    report: (d: Diagnostic) => void,
    look: (report: (d: Diagnostic) => void) => Promise<void>,
  ): Promise<void> {
    this.#asked.add(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const last = this.#known.get(file);
    if (last?.sha256 === sha256) return last.found.forEach(report);
    const found: Diagnostic[] = [];
    await look((one) => {
      found.push(one);
      report(one);
    });
    this.#known.set(file, { sha256, found });
  }

  /** Those of the pictures that were asked for. */
  all(): Readonly<Record<string, PictureVerdict>> {
    return Object.fromEntries([...this.#known].filter(([file]) => this.#asked.has(file)));
  }
}
