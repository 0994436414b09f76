/** How grave a fault is: an `error` stops the build, a `warning` does not. */
export type Severity = 'error' | 'warning';

/** A place in an author's file: path as the author would type it, line and column counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the code frame underlines; 1 when absent. */
  readonly length?: number;
}

/**
 * One fault, in an author's words.
 * `code` is `room/what` (for example `question/no-correct-option`) and never changes its meaning;
 * `message` says what is wrong; `hint` says what to write instead.
 */
export interface Diagnostic extends Place {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

/** A value with what was found wrong on the way to it. `value` is absent when it could not be made. */
export interface Checked<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** True when at least one diagnostic is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

/** Diagnostics by file, line, column, code: the order in which an author reads them. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.code.localeCompare(b.code),
  );
}

/**
 * A diagnostic as text: place, severity, code; message; code frame; hint.
 * @param source the text of the diagnostic's file; without it (a missing file) there is no frame
 */
export function formatDiagnostic(d: Diagnostic, source?: string): string {
  const head = `${d.file}:${d.line}:${d.column}  ${d.severity}  ${d.code}`;
  const lines = [head, ...indent(d.message)];
  if (source !== undefined) lines.push(...codeFrame(d, source));
  lines.push(...indent(`hint: ${d.hint}`));
  return lines.join('\n');
}

/**
 * The line at fault with its number and a row of carets under it; empty when the line does not exist. A paragraph on one
 * line is cut to what is about the place, with … where it goes on: a terminal would break carets and text apart.
 */
export function codeFrame(place: Place, source: string): string[] {
  const line = source.split(/\r?\n/)[place.line - 1];
  if (line === undefined) return [];
  const number = String(place.line).padStart(5);
  const { text, column } = clipped(line, place.column);
  const room = Math.max(1, text.length - column + 1);
  const carets = '^'.repeat(Math.min(Math.max(1, place.length ?? 1), room));
  // A tab in the source stays a tab in the pointer line, so that the carets stand under their text.
  const lead = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [`${number} | ${text}`, `${' '.repeat(5)} | ${lead}${carets}`];
}

/** Characters of a line that are shown, and how many of them stand before the place where there is more of both. */
const [widest, before] = [100, 40];

/** What is shown of a line, and the place in it. */
function clipped(line: string, column: number): { readonly text: string; readonly column: number } {
  if (line.length <= widest) return { text: line, column };
  const from = Math.max(0, Math.min(column - 1 - before, line.length - widest));
  const to = Math.min(line.length, from + widest);
  const shown = line.slice(from, to);
  return {
    text: `${from > 0 ? '…' : ''}${shown}${to < line.length ? '…' : ''}`,
    column: column - from + (from > 0 ? 1 : 0),
  };
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
