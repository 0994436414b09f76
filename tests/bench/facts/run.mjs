// `npm run bench -- facts [--statements 100000] [--database sqlite|postgres] [--profile FOLDER]`: facts from statements, measured.
// A rebuild may cost 60 CPU seconds a million statements, following them a CPU second each 5000.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundled, parts as loadParts, root } from '../lrs/bundle.mjs';

const most = 1_000_000;

export async function benchFacts(args) {
  const { values } = parseArgs({
    args,
    options: {
      statements: { type: 'string', default: '100000' },
      database: { type: 'string', multiple: true },
      profile: { type: 'string' },
    },
  });
  const count = Math.min(most, Math.max(1000, Number(values.statements) || 0));
  const parts = await loadParts();
  const program = await bundled('../facts/facts-bench');
  const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-bench-facts-'));
  const kinds = values.database ?? ['sqlite'];
  const postgres = kinds.includes('postgres') ? await parts.startPostgres() : null;
  const results = [];
  try {
    const courses = await parts.courses(root, 10);
    const iriBase = courses[0].module.iri.replace(/modules\/.*$/, '');
    for (const kind of kinds) {
      const store = kind === 'postgres' ? await postgres.database() : path.join(scratch, 'records.sqlite');
      const tracking = kind === 'postgres' ? store : path.join(scratch, 'tracking.sqlite');
      await parts.fill(store, count, courses);
      for (const what of ['catch-up', 'rebuild']) {
        const profile = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];
        const said = execFileSync(process.execPath, [...profile, program, what, store, tracking, iriBase]);
        const found = JSON.parse(String(said));
        const holds = what === 'rebuild' ? found.cpuSecondsAMillion <= 60 : found.statementsACpuSecond >= 5000;
        results.push({ kind, ...found, holds });
      }
    }
  } finally {
    await postgres?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
  console.table(results);
  console.log(JSON.stringify(results));
  if (results.some(({ holds }) => !holds)) process.exitCode = 1;
}
