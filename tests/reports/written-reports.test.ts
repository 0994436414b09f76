import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { dayOf, isoDay, readWish, writeWish } from '../../src/reports/filter-address.js';
import { reportCsv } from '../../src/reports/page/report-csv.js';
import { reportJson } from '../../src/reports/page/report-json.js';
import { reportText } from '../../src/reports/page/report-text.js';
import { reportXlsx } from '../../src/reports/page/report-xlsx.js';
import { type Answer, hidden, type Table } from '../../src/reports/report.js';
import { allReports } from '../../src/reports/reports.js';
import { suppressLinked } from '../../src/reports/statistics/suppress-linked.js';

const table: Table = {
  id: 'people',
  caption: 'People: [all] of them / by a name that is long',
  columns: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'share', label: 'Share', kind: 'share' },
    { key: 'day', label: 'Due', kind: 'day' },
    { key: 'count', label: 'Count', kind: 'count' },
    { key: 'status', label: 'Status', kind: 'status' },
  ],
  rows: ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'plain'].map((name) => ({
    cells: { name, share: 0.25, day: 20_000, count: hidden, status: 'in-progress' },
  })),
  total: { cells: { name: 'All', share: null, day: null, count: 1234, status: null } },
};
const answer: Answer = {
  ...{ finding: 'Something was found.', tiles: [], charts: [], notes: ['A note.'], through: Date.UTC(2026, 2, 14) },
  tables: [table, { ...table, id: 'other' }],
};

/** Texts of the files in a zip. */
function unzipped(zip: Buffer): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const found = new Map<string, string>();
      file.on('entry', (entry) => {
        file.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const parts: Buffer[] = [];
          for await (const part of stream) parts.push(part as Buffer);
          found.set(entry.fileName, Buffer.concat(parts).toString('utf8'));
          file.readEntry();
        });
      });
      file.on('end', () => resolve(found));
      file.readEntry();
    });
  });
}

describe('a report as a file', () => {
  it('is CSV without formulas, with days and shares for programs', () => {
    const [head = '', ...lines] = reportCsv(table).split('\r\n');
    expect(head).toBe('\uFEFFName,Share (0 to 1),Due,Count,Status');
    expect(lines[6]).toBe('plain,0.25,2024-10-04,hidden,In progress');
    for (const line of reportCsv(table).split('\r\n')) expect(line).not.toMatch(/^"?[=+\-@\t\r]/);
    expect(lines[0]).toMatch(/^'=1\+1,/);
  });

  it('is a workbook of real numbers and days, with headings that stay, and no formula', async () => {
    const files = await unzipped(await reportXlsx({ title: 'Completion', answer, chosen: [['County', 'Butte']] }));
    const sheets = [...files].filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name)).map(([, text]) => text);
    expect(sheets).toHaveLength(3);
    const book = files.get('xl/workbook.xml') ?? '';
    expect(book).toMatch(/name="About"/);
    const [, people = ''] = sheets;
    expect(people).toContain('<v>0.25</v>');
    expect(people).toContain('<v>1234</v>');
    expect(people).toMatch(/<pane [^>]*ySplit="1"/);
    expect(people).toMatch(/<col [^>]*width="/);
    for (const text of sheets) expect(text).not.toContain('<f>');
    expect([...files.values()].join('')).toContain('Butte');
  });

  it('is JSON in which hidden stays hidden', () => {
    const read = JSON.parse(reportJson({ id: 'x', title: 'X' }, answer, { County: 'Butte' }));
    expect(read.tables[0].rows[6]).toEqual({
      name: 'plain',
      share: 0.25,
      day: '2024-10-04',
      count: { hidden: true },
      status: 'in-progress',
    });
    expect(read.through).toBe('2026-03-14T00:00:00.000Z');
  });

  it('is text for a terminal, without control characters of its data', () => {
    const text = reportText('Completion', answer);
    expect(text).toContain('Something was found.');
    expect(text).not.toMatch(/[\t\r]/);
  });
});

describe('an address', () => {
  it('holds everything that was asked, and gives it back', () => {
    const report = { filters: ['from', 'to', 'county', 'name', 'status'] as const };
    for (const query of ['', '?from=2026-01-31&county=butte&status=overdue&name=O%27N', '?sort=due&order=desc&page=3'])
      expect(writeWish(readWish(new URLSearchParams(query), report))).toBe(query);
  });

  it('takes what it does not understand as not said', () => {
    const report = { filters: ['from', 'county'] as const };
    expect(readWish(new URLSearchParams('from=2026-02-30&module=x&page=-3&county=%20'), report)).toEqual({
      filter: {},
      sort: null,
      page: 1,
    });
    expect(dayOf('2026-03-14')).toBe(20_526);
    expect(isoDay(20_526)).toBe('2026-03-14');
  });
});

describe('every report', () => {
  it('has an address of its own, a title and a sentence', () => {
    expect(new Set(allReports.map(({ id }) => id)).size).toBe(allReports.length);
    for (const { id, title, summary } of allReports) {
      expect(id).toMatch(/^[a-z]+$/);
      expect(title.length).toBeGreaterThan(3);
      expect(summary).toMatch(/\.$/);
    }
  });
});

describe('tables of which one sums up the others', () => {
  it('hide a number that stands in two of them in both, and what it can be worked out from', () => {
    const parts = [
      [
        [40, 3, 60],
        [35, 25, 70],
      ],
      [[2, 0, 9]],
      [
        [300, 200, 100],
        [310, 220, 150],
      ],
    ];
    const { whole, parts: shown } = suppressLinked(parts);
    for (const [part, { columnTotals, total }] of shown.entries()) {
      for (const [column, value] of columnTotals.entries())
        expect(value === null).toBe(whole.cells[part]?.[column] === null);
      expect(total === null).toBe(whole.rowTotals[part] === null);
    }
    for (const [part, rows] of parts.entries())
      for (const [r, row] of rows.entries())
        for (const [c, count] of row.entries()) {
          const cell = shown[part]?.cells[r]?.[c];
          if (count > 0 && count < 11) expect(cell).toBeNull();
          else if (cell !== null) expect(cell).toBe(count);
        }
    // The only county of an academy is its academy's line: the one may not give the other away.
    expect(whole.cells[1]?.[0]).toBeNull();
    for (const column of [0, 2]) {
      const hiddenOnes =
        whole.cells.filter((row) => row[column] === null).length + (whole.columnTotals[column] === null ? 1 : 0);
      expect(hiddenOnes).toBeGreaterThan(1);
    }
  });

  it('stay as they are where nothing is small', () => {
    const { whole, parts } = suppressLinked([[[20, 30]], [[40, 50]]]);
    expect(whole).toEqual({
      cells: [
        [20, 30],
        [40, 50],
      ],
      rowTotals: [50, 90],
      columnTotals: [60, 80],
      total: 140,
    });
    expect(parts[0]?.cells).toEqual([[20, 30]]);
  });
});
