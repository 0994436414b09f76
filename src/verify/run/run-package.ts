import { launchChromium } from './launch-chromium.js';
import type { LeftOut, PackageRun, RunReport } from './run-report.js';
import { type RunPlace, type RunUnit, runUnit } from './run-unit.js';

/** Where a package is launched, and what of it. */
export interface RunOptions extends RunPlace {
  /** All that the manifest launches, in its order. */
  readonly units: readonly RunUnit[];
  /** How many of them are launched at most. */
  readonly most: number;
}

/**
 * Launches the units of a package one after the other, in one browser, each as a learner who has never been there.
 * @throws NoBrowser
 */
export async function runPackage({ units, most, ...place }: RunOptions): Promise<PackageRun> {
  const browser = await launchChromium([place.origin, place.contentOrigin]);
  const reports: RunReport[] = [];
  const leftOut: LeftOut[] = [];
  try {
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
  } finally {
    await browser.close();
  }
  return { units: reports, leftOut, most };
}
