import type { Diagnostic } from '../diagnostics.js';
import type { Module } from '../model/module.js';
import { closingLimits, packageSizes } from './package-sizes.js';
import type { Target } from './targets.js';

/**
 * Faults of a module whose record at its worst would not fit: into the LMS's suspended state, or into the request that
 * ends a session. Nothing is left out at run time, so what might not fit is not built (S1, S5, M21).
 */
export function checkSizes(module: Module, target: Target): readonly Diagnostic[] {
  const { state, closing, values, costs } = packageSizes(module, target);
  const limit = target.limits.suspendData;
  const faults: Diagnostic[] = [];
  const fault = (what: string, message: string, hint: string): void => {
    const file = target.manifest.file;
    faults.push({ code: `package/${what}`, severity: 'error', file, line: 1, column: 1, message, hint });
  };
  if (limit !== null && state > limit) {
    fault(
      'state-too-long',
      `What is kept of a learner's work can grow to ${number(state)} characters; ${target.title} is sure to keep ${number(limit)}.`,
      `make it ${number(state - limit)} characters shorter. ${costliest(costs, 'state', 'characters')} A question with options takes a few characters, one with words to type up to ${number(Math.max(0, ...costs.map((c) => c.state)))}. Or split the module in two.`,
    );
  }
  const advice = 'Write shorter questions or fewer of them, or split the module in two.';
  if (closing > closingLimits.bytes) {
    fault(
      'closing-too-long',
      `The request that ends a session can grow to ${number(closing)} bytes; browsers are sure to deliver ${number(closingLimits.bytes)}.`,
      `make it ${number(closing - closingLimits.bytes)} bytes shorter. ${costliest(costs, 'closing', 'bytes')} ${advice}`,
    );
  }
  if (values > closingLimits.values) {
    fault(
      'closing-too-many',
      `A session can bring ${number(values)} values; some systems keep the first ${number(closingLimits.values)} and drop the others without a word.`,
      `bring ${number(values - closingLimits.values)} fewer: each question brings about nine. ${advice}`,
    );
  }
  return faults;
}

function costliest(
  costs: readonly { readonly id: string; readonly state: number; readonly closing: number }[],
  by: 'state' | 'closing',
  unit: string,
): string {
  const first = [...costs].sort((a, b) => b[by] - a[by]).slice(0, 3);
  if (first.length === 0) return '';
  return `Most is taken by ${first.map((cost) => `"${cost.id}" (${number(cost[by])} ${unit})`).join(', ')}.`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
