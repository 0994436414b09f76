import { type Wish, writeWish } from '../filter-address.js';
import type { Filters } from '../filters.js';
import type { Answer, Column, Filter, Report, Row, Table } from '../report.js';
import { type ChartView, chartView } from './chart-view.js';
import { isNumeric, type StatusTag, statusTags, written } from './written.js';

export interface ReportPageInput {
  readonly title: string;
  readonly summary: string;
  readonly answer: Answer;
  /** Absent where there is nothing to choose. */
  readonly filters?: Filters;
  /** What the address asks that is not there: then there is nothing to take away. */
  readonly faults?: readonly string[];
  readonly wish: Wish;
  /** Path of this page: `/reports/overdue`. */
  readonly path: string;
  /** Path of all reports: `/reports`. */
  readonly base: string;
  /** The other reports that the reader may open. */
  readonly others: readonly Pick<Report, 'id' | 'title'>[];
  readonly current: string;
}

/** What `templates/server/report.hbs` shows. */
export interface ReportPage {
  readonly title: string;
  readonly summary: string;
  readonly finding: string;
  readonly through: string | null;
  readonly path: string;
  readonly tabs: readonly { readonly href: string; readonly title: string; readonly isCurrent: boolean }[];
  readonly filters: FiltersView | null;
  readonly downloads: readonly { readonly href: string; readonly name: string }[];
  readonly tiles: readonly { readonly name: string; readonly value: string }[];
  readonly charts: readonly ChartView[];
  readonly tables: readonly TableView[];
  readonly notes: readonly string[];
}

interface FiltersView {
  /** Those that are chosen, in words. */
  readonly chosen: string;
  readonly selects: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly { readonly value: string; readonly text: string; readonly isSelected: boolean }[];
  }[];
  readonly inputs: readonly {
    readonly name: string;
    readonly label: string;
    readonly type: string;
    readonly value: string;
  }[];
}

interface TableView {
  readonly id: string;
  readonly caption: string;
  readonly csv: string | null;
  readonly columns: readonly {
    readonly name: string;
    readonly isNumber: boolean;
    readonly href: string | null;
    /** For aria-sort: null when the table is not sorted by it. */
    readonly sorted: 'ascending' | 'descending' | null;
  }[];
  readonly rows: readonly RowView[];
  readonly total: RowView | null;
  /** Said where there is no row. */
  readonly empty: string;
  readonly pages: {
    readonly text: string;
    readonly printed: string;
    readonly previous: string | null;
    readonly next: string | null;
  } | null;
}

interface RowView {
  readonly head: string;
  readonly href: string | null;
  readonly cells: readonly {
    readonly text: string;
    readonly isNumber: boolean;
    /** A day stays on one line. */
    readonly isDay: boolean;
    readonly tags: readonly StatusTag[];
  }[];
}

/** People on one page of a table. */
export const pageSize = 50;

/** Makes the page of a report. */
export function reportPage(input: ReportPageInput): ReportPage {
  const { title, summary, answer, filters, faults = [], wish, path, base, others, current } = input;
  const exported = filters && faults.length === 0 ? writeWish({ filter: wish.filter, sort: wish.sort }) : null;
  return {
    title,
    summary,
    finding: answer.finding,
    through: answer.through > 0 ? written(answer.through, 'time') : null,
    path,
    tabs: others.map((one) => ({ href: `${base}/${one.id}`, title: one.title, isCurrent: one.id === current })),
    filters: filters ? filtersView(filters, wish.filter) : null,
    downloads:
      exported === null
        ? []
        : (['csv', 'xlsx', 'json'] as const).map((form) => ({
            href: `${path}.${form}${exported}`,
            name: form.toUpperCase(),
          })),
    tiles: answer.tiles.map(({ name, value, kind }) => ({ name, value: written(value, kind) })),
    charts: answer.charts.filter(({ points }) => points.length > 0).map(chartView),
    tables: answer.tables.map((table) => tableView(table, input)),
    notes: answer.notes,
  };
}

function filtersView(filters: Filters, filter: Filter): FiltersView {
  const { selects, inputs } = filters;
  const chosen = [
    ...selects.flatMap(({ name, label, choices }) => {
      const found = choices.find(({ value }) => value !== '' && value === filter[name]);
      return found ? [`${label}: ${found.text}`] : [];
    }),
    ...inputs.flatMap(({ label, value }) => (value === '' ? [] : [`${label}: ${value}`])),
  ];
  return {
    chosen: chosen.join('; '),
    selects: selects.map(({ name, label, choices }) => ({
      name,
      label,
      options: choices.map(({ value, text }) => ({ value, text, isSelected: value === (filter[name] ?? '') })),
    })),
    inputs,
  };
}

function tableView(table: Table, { wish, path, base, filters }: ReportPageInput): TableView {
  const to = (change: Partial<Wish>) => path + writeWish({ ...wish, ...change });
  const { sorted } = table;
  const query = writeWish({ filter: wish.filter, sort: wish.sort });
  return {
    id: table.id,
    caption: table.caption,
    csv: filters ? `${path}.csv${query}${query === '' ? '?' : '&'}table=${encodeURIComponent(table.id)}` : null,
    columns: table.columns.map(({ key, label, kind, sorts }) => {
      const isSorted = sorted?.key === key;
      return {
        name: label,
        isNumber: isNumeric(kind),
        href: sorts ? to({ sort: { key, descending: isSorted ? !sorted.descending : false }, page: 1 }) : null,
        sorted: isSorted ? (sorted.descending ? ('descending' as const) : ('ascending' as const)) : null,
      };
    }),
    rows: table.rows.map((row) => rowView(row, table.columns, base)),
    total: table.total ? rowView(table.total, table.columns, base) : null,
    empty: filters ? 'Nothing fits here. Choose other filters, or clear them.' : 'There is nothing yet.',
    pages: pagesOf(table, wish, to),
  };
}

function rowView({ cells, href }: Row, [first, ...rest]: readonly Column[], base: string): RowView {
  return {
    head: first ? written(cells[first.key] ?? null, first.kind) : '',
    href: href === undefined ? null : base + href,
    cells: rest.map(({ key, kind }) => {
      const value = cells[key] ?? null;
      const tags =
        kind === 'status' && typeof value === 'string' ? value.split(' ').flatMap((one) => statusTags[one] ?? []) : [];
      return {
        text: tags.length > 0 ? '' : written(value, kind),
        isNumber: isNumeric(kind),
        isDay: kind === 'day',
        tags,
      };
    }),
  };
}

function pagesOf({ rows, count }: Table, { page }: Wish, to: (change: Partial<Wish>) => string): TableView['pages'] {
  if (count === undefined || (page === 1 && count <= rows.length)) return null;
  const last = Math.max(1, Math.ceil(count / pageSize));
  const text = `Page ${page.toLocaleString('en-US')} of ${last.toLocaleString('en-US')}`;
  return {
    text,
    printed: `${text}. The files (CSV, XLSX, JSON) hold all ${count.toLocaleString('en-US')} lines.`,
    previous: page > 1 ? to({ page: Math.min(page - 1, last) }) : null,
    next: page < last ? to({ page: page + 1 }) : null,
  };
}
