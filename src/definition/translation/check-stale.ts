import type { Diagnostic } from '../../diagnostics.js';
import { fault } from '../fault.js';
import type { Path } from '../yaml/read-yaml.js';
import { short } from './overlay-yaml.js';
import { type TranslationRecord, textHash } from './record.js';
import type { TextPair } from './text-pair.js';

/** Tells which translations were made from a text that has changed since, and which nobody knows the text of. */
export function checkStale(
  module: string,
  language: string,
  pairs: readonly TextPair[],
  record: TranslationRecord,
  report: (d: Diagnostic) => void,
): void {
  const accept = `\`cpm translate accept ${module} --to ${language}\``;
  for (const file of new Set(pairs.map((pair) => pair.file))) {
    const hashes = record[file];
    const given = pairs.filter((pair) => pair.file === file && pair.target !== null);
    const [first] = given;
    if (hashes === undefined && first) {
      report(
        fault(
          'translation/not-recorded',
          { ...first.place, line: 1, column: 1, length: 1 },
          `Nobody knows from which text of \`${file}\` this was translated, so a change of it would not be noticed.`,
          `when it is up to date, run ${accept}`,
          'warning',
        ),
      );
      continue;
    }
    for (const { key, path, source, place } of given) {
      if (isRecorded(hashes, key, path, source)) continue;
      report(
        fault(
          'translation/stale',
          place,
          `The source of this text is new or has changed since it was translated: "${short(source)}".`,
          `translate it anew, or run ${accept} when it still says the same`,
          'warning',
        ),
      );
    }
  }
}

/** A text of a lesson may have moved: it is known by itself, one of YAML by its key. */
export function isRecorded(
  hashes: TranslationRecord[string] | undefined,
  key: string,
  path: Path | null,
  source: string,
): boolean {
  const hash = textHash(source);
  return hashes?.[key] === hash || (path === null && Object.values(hashes ?? {}).includes(hash));
}
