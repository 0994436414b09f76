// `npm run bench -- lrs [--small] [--database sqlite|postgres] [--only writes|gets|peak]`: the record store, measured.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parts as loadParts, root } from './bundle.mjs';
import { benchGets } from './gets.mjs';
import { benchPeak } from './peak.mjs';
import { benchWrites } from './writes.mjs';

export async function benchLrs(args) {
  const { values } = parseArgs({
    args,
    options: {
      small: { type: 'boolean' },
      database: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
    },
  });
  const kinds = values.database ?? ['sqlite', 'postgres'];
  const wants = (part) => values.only === undefined || values.only.includes(part);
  const parts = await loadParts();
  const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-bench-lrs-'));
  const postgres = kinds.includes('postgres') ? await parts.startPostgres() : null;
  const bench = {
    parts,
    scratch,
    database: () => postgres.database(),
    courses: await parts.courses(root, 10),
    bodies: (batch) => bodies(bench, batch),
    milliseconds: values.small ? 1500 : 4000,
    pairs: values.small ? 3 : 5,
    sizes: values.small ? [10_000, 100_000] : [100_000, 1_000_000],
    peakSeconds: values.small ? 15 : 60,
  };
  const results = { writes: [], fsyncs: [], shared: [], gets: [], bytes: [], peak: [] };
  const add = (found) => {
    for (const [name, rows] of Object.entries(found)) {
      results[name].push(...rows);
      console.table(rows);
    }
  };
  try {
    for (const kind of kinds) {
      if (wants('writes')) add(await benchWrites(bench, kind));
      if (wants('gets')) add(await benchGets(bench, kind));
      if (wants('peak')) add({ peak: [await benchPeak(bench, kind)] });
    }
  } finally {
    await postgres?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(JSON.stringify(results));
  const broken = Object.values(results)
    .flat()
    .filter((row) => row.holds === false);
  if (broken.length > 0) {
    console.error(`${broken.length} limits do not hold.`);
    process.exitCode = 1;
  }
}

/** Request bodies of learners' sessions, made in advance of their use as far as one breath goes: making them is no part of the figures. */
function bodies({ parts, courses }, batch) {
  let ready = [];
  let session = 0;
  const made = [];
  const more = () => {
    const course = courses[session % courses.length];
    const learner = `learner-${session % 500}`;
    session += 1;
    ready.push(
      ...parts.steps({ learner, registration: randomUUID(), course, start: Date.now(), uuid: randomUUID }).flat(),
    );
  };
  const body = () => {
    while (ready.length < batch) more();
    const taken = ready.slice(0, batch);
    ready = ready.slice(batch);
    return { count: batch, body: JSON.stringify(batch === 1 ? taken[0] : taken) };
  };
  while (made.length * batch < 12_000) made.push(body());
  made.reverse();
  return () => made.pop() ?? body();
}
