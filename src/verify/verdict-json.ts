import { allFindings, isFit, type Verdict } from './verdict.js';

/**
 * A verdict for programs, of a form that stays: fields may come, none goes or changes its meaning within format 1.
 * docs/verify.md says what each holds.
 */
export function verdictJson(verdict: Verdict): object {
  const { file, bytes, kind, title, units, fileCount, findings, omitted, notChecked, run } = verdict;
  const all = allFindings(verdict);
  const count = (severity: string) => all.filter((f) => f.severity === severity).length;
  return {
    format: 1,
    file,
    bytes,
    kind,
    title,
    units,
    files: fileCount,
    fit: isFit(verdict),
    counts: { errors: count('error'), warnings: count('warning'), notes: count('note') },
    findings,
    omitted,
    notChecked,
    run: run?.units[0] ?? null,
    runs: run?.units ?? [],
    leftOut: run?.leftOut ?? [],
    mostUnits: run?.most ?? null,
  };
}
