import type { Browser } from 'playwright-core';
import type { LeftOut, PackageRun, RunReport } from './run-report.js';
import { type RunPlace, type RunUnit, runUnit } from './run-unit.js';

/** Where a package is launched, and what of it. */
export interface RunOptions extends RunPlace {
  /** All that the manifest launches, in its order. */
  readonly units: readonly RunUnit[];
  /** How many of them are launched at most. */
  readonly most: number;
}

/** Launches the units of a package one after the other, each as a learner who has never been there. */
export async function runPackage(browser: Browser, { units, most, ...place }: RunOptions): Promise<PackageRun> {
  const reports: RunReport[] = [];
  const leftOut: LeftOut[] = [];
  for (const unit of units) {
    const { id, title } = unit;
    if (reports.length === most) {
      leftOut.push({ unit: id, title, reason: `The bound is ${most}; --units takes another one.` });
      continue;
    }
    const ran = await runUnit(browser, place, unit);
    if ('refused' in ran) leftOut.push({ unit: id, title, reason: ran.refused });
    else reports.push(ran);
  }
  return { units: reports, leftOut, most };
}
