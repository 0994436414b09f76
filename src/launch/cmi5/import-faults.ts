import type { Diagnostic } from '../../diagnostics.js';
import { allRules } from '../../verify/all-rules.js';
import { fault } from '../../verify/fault.js';
import type { Package } from '../../verify/package.js';
import { packageRules, ruleOfFault } from './package-rules.js';

/** Why a cmi5 package is not imported, a sentence for each fault that breaks one of cmi5's rules for courses (P1 to P7). */
export function importFaults(pkg: Package): readonly string[] {
  return allRules
    .filter((rule) => ruleOfFault[`package/${rule.id}`] !== undefined && rule.protocols.includes('cmi5'))
    .flatMap((rule) => rule.breaches(pkg).map((b) => fault(rule.id, b, b.message, b.hint)))
    .map(importFault);
}

/** A fault in words, with cmi5's rule before them where it breaks one. */
export function importFault({ code, file, line, message, hint }: Diagnostic): string {
  const known = ruleOfFault[code];
  // An unreadable zip is none of cmi5 only; what is wrong with another standard's manifest is no rule of cmi5.
  const rule = known === 'P1' || file === 'cmi5.xml' ? known : undefined;
  const place = line > 1 ? ` (${file}, line ${line})` : '';
  const says = `${message}${place} ${hint.charAt(0).toUpperCase()}${hint.slice(1)}`;
  return rule === undefined ? says : `${rule}: ${says} (cmi5 ${packageRules[rule]})`;
}
