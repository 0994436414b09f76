import { targetsOf } from '../pipeline.js';
import type { Format, Io } from './io.js';
import { workshopOf } from './modules.js';

/** `cpm targets`: id, title and standard of each target. */
export async function targets(io: Io, options: { format: Format }): Promise<void> {
  const all = targetsOf(workshopOf(io, undefined)).map(({ id, title, standard }) => ({ id, title, standard }));
  if (options.format === 'json') {
    io.out(JSON.stringify({ targets: all }, null, 2));
    return;
  }
  const width = (key: 'id' | 'title') => Math.max(...all.map((t) => t[key].length));
  for (const t of all) io.out(`${t.id.padEnd(width('id'))}  ${t.title.padEnd(width('title'))}  ${t.standard}`);
}
