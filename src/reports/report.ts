import type { Curriculum } from '../tracking/curriculum.js';
import type { TrackingDb } from '../tracking/open-tracking.js';
import type { Sight } from '../tracking/sight.js';

/**
 * A report: a question that somebody asks again and again. It reads its answer as tables and charts; the page, CSV,
 * XLSX and JSON are made from these by one writer each, so that all say the same.
 */
export interface Report {
  /** Its address and name for `cpm report`: `overdue`. */
  readonly id: string;
  /** Key of its title and of its one-sentence summary among the reports' words. */
  readonly title: string;
  readonly summary: string;
  /** Filters that change its answer, in the order they are shown. */
  readonly filters: readonly FilterName[];
  /** Kinds of readers it is for. */
  readonly readers: readonly Sight['kind'][];
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
  'name',
] as const;
export type FilterName = (typeof filterNames)[number];

/** What the address says; an absent filter does not filter. Days are whole days since 1970-01-01 (UTC), both inclusive. */
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
  /** Beginning of a name, or part of an account. */
  readonly name?: string;
}

export interface Asked {
  readonly db: TrackingDb;
  readonly curriculum: Curriculum;
  readonly content: Content;
  readonly sight: Sight;
  readonly filter: Filter;
  /** Day. */
  readonly today: number;
  /** Where a table is cut into pages: rows to pass over, and rows to give; exports take all. */
  readonly page: { readonly offset: number; readonly limit: number } | null;
}

/** What reports say about questions and pages: from the modules as they are now. */
export interface Content {
  readonly modules: ReadonlyMap<string, ModuleContent>;
}

export interface ModuleContent {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** 0 to 1. */
  readonly passing: number;
  readonly pages: readonly { readonly id: string; readonly title: string }[];
  readonly objectives: readonly {
    readonly id: string;
    readonly text: string;
    /** Items of the practice model that it serves. */
    readonly behaviors: readonly string[];
  }[];
  readonly questions: readonly {
    readonly id: string;
    readonly text: string;
    readonly type: string;
    readonly objective: string | null;
    /** In the assessment, or a check on a page. */
    readonly place: 'assessment' | 'check';
    readonly options: readonly { readonly id: string; readonly text: string }[];
    /** Ids of the right options, where the type has such. */
    readonly correct: readonly string[];
  }[];
}

export interface Answer {
  /** What the figures say in a sentence, first of all. */
  readonly finding: string;
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
  /** Said below: rules, limits, what was left out. */
  readonly notes: readonly string[];
  /** Everything stored up to this time is in it (milliseconds since the epoch). */
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
}

export interface Column {
  readonly key: string;
  readonly label: string;
  /** How a value is written. Shares are 0 to 1, days as above, times milliseconds, durations seconds. */
  readonly kind: 'text' | 'count' | 'share' | 'number' | 'hours' | 'day' | 'time' | 'duration' | 'status';
}

export interface Row {
  /** By the column's key; `hidden` is a count that might give somebody away, null is nothing. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** Where the figure is opened: an address below /reports, or absent. */
  readonly href?: string;
}

export type Cell = string | number | null | { readonly hidden: true };

/** Drawn as HTML and SVG with its table beside it. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly finding: string;
  readonly kind: 'bars' | 'stacked-bars' | 'line';
  /** Names of the parts of a bar, each with its own texture. */
  readonly series: readonly string[];
  readonly points: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  readonly unit: 'count' | 'share' | 'hours' | 'duration';
}
