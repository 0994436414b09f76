import { stringify } from 'csv-stringify/sync';
import type { CompletionRecord } from './completion-records.js';

/**
 * The records as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need).
 * A value that a spreadsheet would take as a formula is disarmed by an apostrophe.
 * @param titleOf title of a module's IRI
 */
export function completionCsv(records: readonly CompletionRecord[], titleOf: (iri: string) => string): string {
  return stringify(
    records.map((record) => [
      record.learner.account,
      record.learner.homePage,
      record.moduleIri,
      titleOf(record.moduleIri),
      record.status.replaceAll('-', ' '),
      inPercent(record.score),
      record.tries,
      record.attempts,
      Math.round(record.seconds),
      record.lastSeen === null ? '' : new Date(record.lastSeen).toISOString(),
      record.version ?? '',
      record.registrations.map(({ target }) => target ?? 'unknown').join(' '),
      record.registrations.map(({ registration }) => registration).join(' '),
      inPercent(record.preTest),
      record.score === null || record.preTest === null ? '' : inPercent(record.score - record.preTest),
    ]),
    { header: true, columns, bom: true, record_delimiter: 'windows', escape_formulas: true },
  );
}

const columns = [
  'learner',
  'home page',
  'module',
  'title',
  'status',
  'score in percent',
  'tries',
  'attempts',
  'time in seconds',
  'last seen',
  'version',
  'packages',
  'registrations',
  'pre-test in percent',
  'gain in percentage points',
];

/** With one decimal; empty where there is none. */
function inPercent(share: number | null): number | '' {
  return share === null ? '' : Math.round(share * 1000) / 10;
}
