// `npm run bench -- reports [--people 25000] [--share 0.5] [--times 20] [--keep DIR]`: every report page over a made statewide year.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

export async function benchReports(args) {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string' },
      share: { type: 'string' },
      times: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const outfile = path.join(root, 'dist/bench/reports.mjs');
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    ...{ entryPoints: [path.join(root, 'tests/bench/reports/measure.ts')], outfile, bundle: true, format: 'esm' },
    ...{ platform: 'node', target: 'node20', external: ['libsql'], logLevel: 'error' },
    banner: { js: "import { createRequire as __r } from 'node:module';const require = __r(import.meta.url);" },
  });
  // With --keep the folder stays, and is read again as it was filled.
  const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'cpm-bench-reports-'));
  try {
    const { measure } = await import(pathToFileURL(outfile).href);
    await measure({
      ...{ root, folder, out: console.log },
      people: Number(values.people ?? 25_000),
      share: Number(values.share ?? 0.5),
      times: Number(values.times ?? 20),
    });
  } finally {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
