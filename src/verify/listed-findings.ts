import type { Finding, Severity } from './finding.js';
import type { Verdict } from './verdict.js';

/** How many findings of one rule are listed; a package that breaks a rule in a thousand places says it in five. */
export const shownPerRule = 5;

const longest = 300;
const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Findings as they are told: the gravest first, then by place, not too many of one rule, and each text cut to what a
 * person reads. What stands in a package of others may be long and may hold characters that steer a terminal.
 */
export function listedFindings(found: readonly Finding[]): Pick<Verdict, 'findings' | 'omitted'> {
  const inOrder = found
    .map((f, index) => ({ f, index }))
    .sort(
      (a, b) =>
        rank[a.f.severity] - rank[b.f.severity] ||
        a.f.file.localeCompare(b.f.file, 'en') ||
        (a.f.line ?? 0) - (b.f.line ?? 0) ||
        a.index - b.index,
    );
  const counts: Record<string, number> = {};
  const findings: Finding[] = [];
  for (const { f } of inOrder) {
    counts[f.rule] = (counts[f.rule] ?? 0) + 1;
    if ((counts[f.rule] ?? 0) <= shownPerRule)
      findings.push({ ...f, file: plain(f.file), message: plain(f.message), remedy: plain(f.remedy) });
  }
  const omitted = Object.entries(counts).flatMap(([rule, n]) => (n > shownPerRule ? [[rule, n - shownPerRule]] : []));
  return { findings, omitted: Object.fromEntries(omitted) };
}

function plain(text: string): string {
  const harmless = text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return harmless.length > longest ? `${harmless.slice(0, longest - 3)}...` : harmless;
}
