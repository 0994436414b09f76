import type { Place } from '../diagnostics.js';

/** A text file as an author sees it: its shown path, its text (LF, no BOM), and places in it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Place of a character offset, with the length cut at the end of its line. */
  at(offset: number, length?: number): Place;
  /** Offset of a line and column counted from 0. */
  offset(line: number, column: number): number;
  /** A line without its end, counted from 0; '' past the end. */
  line(index: number): string;
}

/** Wraps a text; lines are counted once. */
export function sourceText(file: string, text: string): SourceText {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const startOf = (line: number): number => starts[Math.min(Math.max(0, line), starts.length - 1)] ?? 0;
  const endOf = (line: number): number => {
    const next = starts[line + 1];
    return next === undefined ? text.length : next - 1;
  };
  return {
    file,
    text,
    at(offset, length = 1) {
      const line = lineOf(starts, offset);
      const column = offset - startOf(line);
      return { file, line: line + 1, column: column + 1, length: Math.max(1, Math.min(length, endOf(line) - offset)) };
    },
    offset: (line, column) => startOf(line) + column,
    line: (index) => (index < 0 || index >= starts.length ? '' : text.slice(startOf(index), endOf(index))),
  };
}

/** Index of the last start that is not past the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
