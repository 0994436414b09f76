import type { CompletionRecord, Status } from './completion-records.js';

/** Bars of completion by module, with the numbers as a table. */
export interface CompletionChart {
  readonly series: readonly { readonly name: string; readonly look: string }[];
  readonly bars: readonly {
    readonly title: string;
    /** Share completed, in words. */
    readonly label: string;
    readonly all: number;
    readonly parts: readonly {
      readonly look: string;
      readonly x: string;
      readonly width: string;
      readonly count: number;
    }[];
  }[];
}

/** Parts of a bar from left to right; a pattern each, so that they read without color. */
const series: readonly { readonly name: string; readonly look: string; readonly statuses: readonly Status[] }[] = [
  { name: 'Completed', look: 'c1', statuses: ['completed'] },
  { name: 'In progress', look: 'c2', statuses: ['in-progress'] },
  { name: 'Not passed', look: 'c3', statuses: ['not-passed-yet', 'failed'] },
  { name: 'Not started', look: 'c4', statuses: ['not-started'] },
];

/** The chart of some records, a bar a module, by title. */
export function completionChart(
  records: readonly CompletionRecord[],
  titleOf: (iri: string) => string,
): CompletionChart {
  const iris = [...new Set(records.map((record) => record.moduleIri))].sort((a, b) =>
    titleOf(a).localeCompare(titleOf(b)),
  );
  return {
    series: series.map(({ name, look }) => ({ name, look })),
    bars: iris.map((iri) => {
      const mine = records.filter((record) => record.moduleIri === iri);
      let x = 0;
      const parts = series.map(({ look, statuses }) => {
        const count = mine.filter((record) => statuses.includes(record.status)).length;
        const width = (count / mine.length) * 100;
        const part = { look, x: `${x.toFixed(2)}%`, width: `${width.toFixed(2)}%`, count };
        x += width;
        return part;
      });
      const [completed] = parts;
      return {
        title: titleOf(iri),
        label: `${completed?.count ?? 0} of ${mine.length} completed`,
        all: mine.length,
        parts,
      };
    }),
  };
}
