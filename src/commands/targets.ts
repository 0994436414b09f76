import { lmsProfilesOf, targetsOf } from '../pipeline.js';
import type { Format, Io } from './io.js';
import { workshopOf } from './modules.js';

/** `cpm targets`: id, title and standard of each target, with why it takes no courses; then the LMS profiles. */
export async function targets(io: Io, options: { format: Format }): Promise<void> {
  const workshop = workshopOf(io, undefined);
  const all = targetsOf(workshop).map(({ id, title, standard, noCourses }) => ({ id, title, standard, noCourses }));
  const profiles = lmsProfilesOf(workshop).map(({ id, title }) => ({ id, title }));
  if (options.format === 'json') {
    io.out(JSON.stringify({ targets: all, profiles }, null, 2));
    return;
  }
  const width = (key: 'id' | 'title') => Math.max(...all.map((t) => t[key].length));
  const id = Math.max(width('id'), ...profiles.map((p) => p.id.length));
  io.out('Targets (--target):');
  for (const t of all) io.out(`  ${t.id.padEnd(id)}  ${t.title.padEnd(width('title'))}  ${t.standard}`);
  for (const t of all) if (t.noCourses !== null) io.out(`  No courses for ${t.id}: ${t.noCourses}`);
  io.out('\nLMS profiles (--profile):');
  for (const p of profiles) io.out(`  ${p.id.padEnd(id)}  ${p.title}`);
}
