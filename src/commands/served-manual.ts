import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSamples } from '../pipeline/manual/build-samples.js';
import { manualPage } from '../pipeline/manual/manual-page.js';
import { engineOf, type Workshop } from '../pipeline.js';
import type { ServedManual } from '../server/manual-routes.js';
import { manualStyles } from './manual-styles.js';

/** The author's manual for the server's pages. */
export async function servedManual(workshop: Workshop): Promise<ServedManual> {
  const engine = engineOf(workshop);
  return {
    styles: manualStyles(workshop),
    script: await readFile(path.join(workshop.root, 'dist/player/manual.js'), 'utf8'),
    samples: await buildSamples(workshop),
    page: (places) => manualPage(engine, places),
  };
}
