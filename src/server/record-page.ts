import { isNumeric, statusTags, written } from '../reports/page/written.js';
import type { Answer, Cell, Column, Table } from '../reports/report.js';
import { languageNow } from './language.js';
import { recordPatterns, recordWords, spanishStatuses } from './words/record-es.js';

/** What `templates/server/record.hbs` shows, in the language of whoever asks. */
export interface RecordPage {
  readonly title: string;
  readonly finding: string;
  readonly through: string | null;
  readonly tiles: readonly { readonly name: string; readonly value: string }[];
  readonly tables: readonly object[];
  readonly notes: readonly string[];
}

/** @param path before the addresses of rows: `/me` */
export function recordPage(
  title: string,
  finding: string,
  { through, tiles, tables, notes }: Answer,
  path: string,
): RecordPage {
  return {
    title,
    finding,
    through: through > 0 ? shown(through, 'time') : null,
    tiles: tiles.map(({ name, value, kind }) => ({ name: said(name), value: shown(value, kind) })),
    tables: tables.map((table) => tableView(table, path)),
    notes: notes.map(said),
  };
}

function tableView({ id, caption, columns, rows }: Table, path: string): object {
  const [first, ...rest] = columns;
  return {
    id,
    caption: said(caption),
    columns: columns.map(({ label, kind }) => ({ name: said(label), isNumber: isNumeric(kind) })),
    rows: rows.map(({ cells, href }) => ({
      head: first ? shown(cells[first.key] ?? null, first.kind) : '',
      href: href === undefined ? null : path + href,
      cells: rest.map(({ key, kind }) => {
        const tag = kind === 'status' ? statusTag(String(cells[key] ?? '')) : null;
        return {
          text: tag ? '' : shown(cells[key] ?? null, kind),
          isNumber: isNumeric(kind),
          isDay: kind === 'day',
          tags: tag ? [tag] : [],
        };
      }),
    })),
  };
}

function statusTag(status: string) {
  const tag = statusTags[status];
  return tag === undefined ? null : { ...tag, word: statusWord(status) };
}

/** A status as a learner reads it. */
export function statusWord(status: string): string {
  const english = statusTags[status]?.word ?? status;
  return languageNow() === 'es' ? (spanishStatuses[status] ?? english) : english;
}

function shown(value: Cell, kind: Column['kind']): string {
  if (languageNow() === 'en') return written(value, kind);
  const text = written(value, kind, 'es-US');
  return kind === 'text' ? said(text) : text;
}

/** Words of the reports in the language of whoever asks; titles of modules and requirements are in their own. */
function said(text: string): string {
  if (languageNow() === 'en') return text;
  const known = recordWords[text];
  return known ?? recordPatterns.reduce((now, [form, word]) => now.replace(form, word), text);
}
