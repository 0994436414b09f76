import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { ownList } from '../definition/translation/own-list.js';
import type { FileProblem, ReadFile, ReadText, TranslationFile } from './translation-file.js';

/** Without a note a table may come back: it says nothing that we read. */
const columns = ['module', 'from', 'to', 'file', 'key', 'state', 'source', 'target'] as const;

/** A table for who works with a spreadsheet: one line a text; markup stands in the text as it is. */
export function writeCsv({ module, from, to, texts }: TranslationFile): string {
  const lines = texts.map(({ file, key, state, source, target, isList }) => [
    module,
    from,
    to,
    file,
    key,
    state,
    source,
    target ?? '',
    isList ? ownList.note : '',
  ]);
  // Spreadsheets take a file without a byte order mark for one of their own old encodings.
  return `\uFEFF${stringify([[...columns, 'note'], ...lines])}`;
}

/** Reads such a table back, with commas or semicolons between its fields. */
export function readCsv(text: string): ReadFile {
  const problems: FileProblem[] = [];
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    const first = text.slice(0, Math.max(0, text.indexOf('\n')));
    const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
    rows = parse(text, { columns: true, bom: true, info: true, delimiter, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      value: null,
      problems: [{ line: Number(error.lines) || 1, message: `This is no CSV: ${error.message}.` }],
    };
  }
  const [head] = rows;
  const missing = columns.filter((name) => head === undefined || !(name in head.record));
  if (head === undefined || missing.length > 0) {
    const message = `The first line must name the columns ${columns.join(', ')}${head ? `; ${missing.join(', ')} is not there` : ''}.`;
    return { value: null, problems: [{ line: 1, message }] };
  }
  const texts = rows.map(({ record, info }): ReadText => {
    const { file = '', key = '', source = '', target = '', state = '' } = record;
    for (const name of ['module', 'from', 'to'] as const) {
      if (record[name] !== head.record[name])
        problems.push({
          line: info.lines,
          message: `\`${name}\` is "${record[name] ?? ''}", but "${head.record[name] ?? ''}" above.`,
        });
    }
    const given = target.trim() === '' ? null : target;
    return {
      file,
      key,
      source,
      target: given,
      state: given === null ? 'new' : state === 'done' ? 'done' : 'changed',
      line: info.lines,
    };
  });
  const { module = '', from = '', to = '' } = head.record;
  return { value: { module, from, to, texts }, problems };
}
