import type { Curriculum } from '../tracking/curriculum.js';
import type { TrackingDb } from '../tracking/open-tracking.js';
import type { Sight } from '../tracking/sight.js';
import type { Sheets } from './assessment/sheets.js';

/**
 * A report: a question that somebody asks again and again. It reads its answer as tables and charts; the page, CSV,
 * XLSX, JSON and the text of a terminal are made from these by one writer each, so that all say the same.
 */
export interface Report {
  /** Its address below /reports, and its name for `cpm report`: `overdue`. */
  readonly id: string;
  readonly title: string;
  /** What it answers, in a sentence. */
  readonly summary: string;
  /** Filters that change its answer, in the order they are shown. */
  readonly filters: readonly FilterName[];
  /** Those that it can't do without: where the address names none, the first choice is taken. */
  readonly needs: readonly FilterName[];
  /** What `status` may be here, in the order shown. */
  readonly statuses?: readonly Choice[];
  /** What the period (`from`, `to`) is about: `Completed`. */
  readonly period?: string;
  /** Kinds of readers it is for. */
  readonly readers: readonly Sight['kind'][];
  /** The table that CSV and a terminal give where none is named. */
  readonly main: string;
  read(asked: Asked): Promise<Answer>;
}

export const filterNames = [
  'from',
  'to',
  'county',
  'academy',
  'role',
  'requirement',
  'module',
  'version',
  'status',
  'small',
  'name',
] as const;
export type FilterName = (typeof filterNames)[number];

/** What the address says; an absent filter does not filter. Days are those of `days.ts`, both inclusive. */
export interface Filter {
  readonly from?: number;
  readonly to?: number;
  readonly county?: string;
  readonly academy?: string;
  readonly role?: string;
  readonly requirement?: string;
  readonly module?: string;
  readonly version?: string;
  readonly status?: string;
  /** Whether counts of fewer than 11 people are shown: `show` or `hide`. */
  readonly small?: string;
  /** Beginning of a last name, mail address or account. */
  readonly name?: string;
}

/** Something that a filter may be. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Whom, what and when a report is asked by. */
export interface Asked {
  readonly db: TrackingDb;
  readonly sheets: Sheets;
  readonly curriculum: Curriculum;
  readonly content: Content;
  readonly sight: Sight;
  readonly filter: Filter;
  /** Column by which people are listed; null for the report's own order. */
  readonly sort: Sort | null;
  /** Day. */
  readonly today: number;
  /** Where a table is cut into pages: rows to pass over, and rows to give; exports take all. */
  readonly page: { readonly offset: number; readonly limit: number } | null;
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** What reports say about questions and pages: from the modules as they are now. */
export interface Content {
  readonly modules: ReadonlyMap<string, ModuleContent>;
  /** Names of the practice model's items by `<edition>/<id>`. */
  readonly practiceModel: ReadonlyMap<string, string>;
}

export interface ModuleContent {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** 0 to 1; null where nothing is passed. */
  readonly passing: number | null;
  readonly pages: readonly { readonly id: string; readonly title: string }[];
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  readonly questions: readonly QuestionContent[];
}

export interface QuestionContent {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly type: string;
  readonly objective: string;
  /** `<edition>/<id>` of the practice-model item that it measures. */
  readonly behavior: string | null;
  /** In the assessment, or a check on a page. */
  readonly place: 'assessment' | 'check';
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** Ids of the right options, where the type has such. */
  readonly correct: readonly string[];
}

export interface Answer {
  /** What the figures say in a sentence or two, first of all. */
  readonly finding: string;
  /** The few figures that matter most. */
  readonly tiles: readonly { readonly name: string; readonly value: Cell; readonly kind: Column['kind'] }[];
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
  /** Said below: rules, limits, what was left out. */
  readonly notes: readonly string[];
  /** Everything stored up to this time is in it (milliseconds since the epoch); 0 before there is anything. */
  readonly through: number;
}

export interface Table {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Totals, where the table has them. */
  readonly total?: Row;
  /** How many rows there are in all, where only a page of them is here. */
  readonly count?: number;
  /** How it is sorted, where its reader may choose. */
  readonly sorted?: Sort;
}

export interface Column {
  readonly key: string;
  readonly label: string;
  /** How a value is written. Shares are 0 to 1, days as above, times milliseconds, durations seconds. */
  readonly kind: 'text' | 'count' | 'share' | 'number' | 'hours' | 'day' | 'time' | 'duration' | 'status';
  /** True where rows can be sorted by it. */
  readonly sorts?: boolean;
}

export interface Row {
  /** By the column's key; `hidden` is a count that might give somebody away, null is nothing. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** Where the figure is opened: an address below /reports, or absent. */
  readonly href?: string;
}

export type Cell = string | number | null | { readonly hidden: true };

export const hidden = { hidden: true } as const;

/** Drawn as HTML and SVG, with its numbers as a table. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly finding: string;
  /** Parts of each bar, up to four, each with its own texture. */
  readonly series: readonly string[];
  /** What a bar stands for: `Academy`. */
  readonly by: string;
  readonly points: readonly {
    readonly label: string;
    readonly values: readonly (number | null)[];
  }[];
  readonly unit: 'count' | 'share' | 'number' | 'duration';
  /** Stacked bars: each as long as the longest, parts as shares of it; or by its count. */
  readonly scale: 'whole' | 'longest';
}
