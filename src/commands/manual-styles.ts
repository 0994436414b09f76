import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Workshop } from '../pipeline.js';

/** Style sheet of the manual's page, put together in the order in which its parts build on each other. */
export function manualStyles({ root }: Workshop): string {
  return ['tokens', 'base', 'server', 'manual']
    .map((name) => readFileSync(path.join(root, 'templates/css', `${name}.css`), 'utf8'))
    .join('\n');
}
