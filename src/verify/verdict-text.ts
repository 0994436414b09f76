import { codeFrame } from '../diagnostics.js';
import type { Finding, Severity } from './finding.js';
import type { PackageRun, RunReport } from './run/run-report.js';
import { allFindings, isFit, type Verdict } from './verdict.js';

/** A verdict for people: what the package is, each finding with its place and remedy, and what it comes to. */
export function verdictText(verdict: Verdict): readonly string[] {
  const { findings, omitted, notChecked, run, manifest } = verdict;
  return [
    ...about(verdict),
    '',
    ...findings.flatMap((finding) => [...findingText(finding, manifest), '']),
    ...Object.entries(omitted).map(([rule, n]) => `${n} more of ${rule} are not listed.`),
    ...(run ? runText(run) : []),
    ...notChecked.map((sentence) => `not checked: ${sentence}`),
    sum(allFindings(verdict), omitted, isFit(verdict)),
  ];
}

function about({ file, bytes, kind, title, units, fileCount }: Verdict): readonly string[] {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const what = kind === null ? 'not a package that can be read' : kind.title;
  const files = fileCount === 0 ? '' : `, ${counted(fileCount, 'file')}`;
  const named = title === '' ? [] : [`  ${plainLine(title)}`];
  const launched = units.slice(0, shownUnits).map((unit) => `  launches ${plainLine(unit.href)}`);
  const more = units.length > shownUnits ? [`  and ${units.length - shownUnits} more`] : [];
  return [`${file}: ${what}, ${size}${files}`, ...named, ...launched, ...more];
}

const shownUnits = 5;

function findingText(finding: Finding, manifest: Verdict['manifest']): readonly string[] {
  const { file, line, severity, rule, message, remedy, source } = finding;
  const place = line === null ? file : `${file}:${line}`;
  const frame =
    line !== null && manifest?.file === file ? codeFrame({ file, line, column: 1 }, manifest.text).slice(0, 1) : [];
  return [
    `${place}  ${severity}  ${rule}`,
    `  ${message}`,
    ...frame.map(plainLine),
    `  hint: ${remedy}`,
    `  see: ${source}`,
  ];
}

/** Each unit with what it did and what speaks against it; then what was not launched. */
function runText({ units, leftOut, most }: PackageRun): readonly string[] {
  const all = units.length + leftOut.length;
  return [
    ...units.flatMap((unit, n) => [
      ...unitText(unit, all > 1 ? ` (${n + 1} of ${all})` : ''),
      '',
      ...unit.findings.flatMap((finding) => [...findingText(finding, null), '']),
    ]),
    ...leftOut
      .slice(0, shownUnits)
      .map(({ title, reason }) => `not launched: ${plainLine(title)}. ${plainLine(reason)}`),
    ...(leftOut.length > shownUnits ? [`not launched: ${leftOut.length - shownUnits} more`] : []),
    ...(all > 1 ? [`${units.length} of ${counted(all, 'unit')} launched; the bound is ${most}.`] : []),
  ];
}

function unitText(run: RunReport, place: string): readonly string[] {
  const { launched, status, callCount, holds, session, statements, firstPage, faults } = run;
  const found = [
    counted(faults.breaches, 'breach', 'es'),
    counted(faults.consoleErrors, 'console error'),
    counted(faults.accessibility, 'accessibility fault'),
  ];
  const rows = [
    ['first page', `${Math.round(firstPage.bytes / 1000)} kB in ${counted(firstPage.requests, 'request')}`],
    ['calls', `${callCount}${statements.length > 0 ? `, ${counted(statements.length, 'statement')}` : ''}`],
    ['faults', found.join(', ')],
    ['session', session],
    ['gradebook', status],
    ...holds.map(({ label, value }) => [label.toLowerCase(), value]),
  ];
  const width = Math.max(...rows.map(([label = '']) => label.length));
  return [
    `launched${place}: ${plainLine(launched)}`,
    ...rows.map(([label = '', value = '']) => `  ${plainLine(label).padEnd(width)}  ${plainLine(value)}`.trimEnd()),
  ];
}

/** "2 errors, 1 warning: this package will not work everywhere." */
function sum(all: readonly Finding[], omitted: Verdict['omitted'], fit: boolean): string {
  const more = Object.values(omitted).reduce((a, b) => a + b, 0);
  const count = (severity: Severity) => all.filter((f) => f.severity === severity).length;
  const parts = (['error', 'warning', 'note'] as const)
    .filter((severity) => count(severity) > 0)
    .map((severity) => counted(count(severity), severity));
  const found = parts.length === 0 ? 'Nothing found' : parts.join(', ') + (more > 0 ? ` and ${more} not listed` : '');
  return `${found}: ${fit ? 'the package is fit by its standard.' : 'the package is at fault.'}`;
}

function counted(n: number, word: string, plural = 's'): string {
  return `${n} ${word}${n === 1 ? '' : plural}`;
}

/** Text of a package on one line, without what would steer a terminal. */
function plainLine(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trimEnd();
  return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}
