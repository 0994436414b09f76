import { type CellResult, faultNames, faults, moments } from './cells.js';

/** The matrix for people: a row for each fault and moment, a column for each target, the count, and what does not hold. */
export function tableOf(results: readonly CellResult[], targets: readonly string[]): string {
  const rows = faultNames.flatMap((fault) =>
    moments.map((moment) => {
      const cells = targets.map((target) => {
        const found = results.find((one) => one.target === target && one.fault === fault && one.moment === moment);
        if (!found) return '';
        if (found.skipped !== null) return 'left out';
        return found.missing.length === 0 ? 'holds' : 'LOST';
      });
      return [faults[fault].name, moment, ...cells];
    }),
  );
  const shown = rows.filter((row) => row.slice(2).some((cell) => cell !== ''));
  const head = ['fault', 'moment', ...targets];
  const widths = head.map((name, i) => Math.max(name.length, ...shown.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const played = results.filter(({ skipped }) => skipped === null);
  const held = played.filter(({ missing }) => missing.length === 0);
  const reasons = new Set(
    results.flatMap(({ target, skipped }) => (skipped === null ? [] : [`${target}: ${skipped}`])),
  );
  return [
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...shown.map(line),
    '',
    `${results.length} cells: ${held.length} of ${played.length} hold, ${results.length - played.length} left out.`,
    ...[...reasons].map((reason) => `Left out, ${reason}`),
    ...played
      .filter(({ missing }) => missing.length > 0)
      .map(
        ({ target, fault, moment, sign, missing }) =>
          `LOST ${target}, ${faults[fault].name}, ${moment} (page said ${sign || 'nothing'}): ${missing.join('; ')}`,
      ),
  ].join('\n');
}
