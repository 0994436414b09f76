// `npm run bench -- reports [--people 25000] [--share 0.5] [--times 20] [--keep DIR] [--only REPORT]`: every report page over made facts.
// `--data DIR` reads a made year instead (`cpm demo --data DIR`), with the requirements of modules/.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled, root } from '../lrs/bundle.mjs';
import { openYardstick } from '../yardstick.mjs';

export async function benchReports(args) {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string' },
      share: { type: 'string' },
      times: { type: 'string' },
      keep: { type: 'string' },
      data: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const program = await bundled('../reports/measure');
  // With --keep the folder stays, and is read again as it was filled.
  const folder = values.data ?? values.keep ?? mkdtempSync(path.join(tmpdir(), 'cpm-bench-reports-'));
  try {
    const { measure } = await import(pathToFileURL(program).href);
    const isWithin = await measure({
      ...{ isMadeYear: values.data !== undefined, only: values.only },
      ...{ root, folder, out: console.log, yardstick: openYardstick() },
      people: Number(values.people ?? 25_000),
      share: Number(values.share ?? 0.5),
      times: Number(values.times ?? 20),
    });
    if (!isWithin) process.exitCode = 1;
  } finally {
    if (values.data === undefined && values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
