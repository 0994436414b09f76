import type { Finding } from './finding.js';
import type { Kind } from './kind.js';
import type { PackageRun } from './run/run-report.js';

/** What `cpm verify` says of one package. */
export interface Verdict {
  /** As it was named by whoever asked. */
  readonly file: string;
  readonly bytes: number;
  /** Null when the file could not be read as a package of any kind. */
  readonly kind: Kind | null;
  readonly title: string;
  readonly units: readonly VerdictUnit[];
  /** Files in it; 0 when it was refused. */
  readonly fileCount: number;
  /** Gravest first, then by place. At most `shownPerRule` of each rule. */
  readonly findings: readonly Finding[];
  /** How many more each rule found than are listed. */
  readonly omitted: Readonly<Record<string, number>>;
  /** What could not be judged, in sentences. */
  readonly notChecked: readonly string[];
  /** Null when it was not launched. */
  readonly run: PackageRun | null;
  /** The manifest's text, for the lines that findings name; null when it was not read. */
  readonly manifest: { readonly file: string; readonly text: string } | null;
}

export interface VerdictUnit {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  /** True for what is only shown and does not talk to the LMS. */
  readonly isAsset: boolean;
}

/** True when nothing keeps the package from working by its standard. */
export function isFit(verdict: Pick<Verdict, 'findings' | 'run'>): boolean {
  return allFindings(verdict).every(({ severity }) => severity !== 'error');
}

/** What was found without launching, then what each unit did. */
export function allFindings({ findings, run }: Pick<Verdict, 'findings' | 'run'>): readonly Finding[] {
  return [...findings, ...(run?.units ?? []).flatMap((unit) => unit.findings)];
}
